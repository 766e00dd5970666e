"""The functions of the standard, by name."""

from app.feel.builtins.registry import declared

BUILTINS = declared()

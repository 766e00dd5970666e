"""The functions of the standard, by name."""

from app.feel.builtins import (  # noqa: F401 - importing a module declares its functions
    contexts,
    conversion,
    lists,
    numeric,
    ranges,
    statistics,
    strings,
    temporal,
)
from app.feel.builtins.registry import declared

BUILTINS = declared()

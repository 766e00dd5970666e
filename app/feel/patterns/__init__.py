from app.feel.patterns.errors import PatternError
from app.feel.patterns.pattern import Pattern, compile_pattern, replacement_parts

__all__ = ["Pattern", "PatternError", "compile_pattern", "replacement_parts"]

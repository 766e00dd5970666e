from app.feel.compiler.expression import Expression, evaluate, parse, parse_unary_tests, unary_test

__all__ = ["Expression", "evaluate", "parse", "parse_unary_tests", "unary_test"]

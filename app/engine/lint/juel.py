"""`${…}` of Camunda 7: recognised, and rewritten in FEEL where it is plain."""

import re

_BRACED = re.compile(r"[$#]\{([^{}]*)\}")
_TOKEN = re.compile(
    r"\s*(?:(?P<word>(?:eq|ne|lt|gt|le|ge|and|or|not|empty|div|mod)\b)"
    r"|(?P<name>[^\W\d]\w*(?:\.[^\W\d]\w*)*)(?!\s*[\[(]|[\w.])|(?P<number>\d+(?:\.\d+)?)(?![\w.])"
    r"|'(?P<single>[^'\"\\]*)'|\"(?P<double>[^'\"\\]*)\""
    r"|(?P<operator>==|!=|<=|>=|&&|\|\||[<>+\-*/()!]))"
)
_WORDS = {
    "eq": "=", "==": "=", "ne": "!=", "lt": "<", "gt": ">", "le": "<=", "ge": ">=", "&&": "and", "||": "or",
    "div": "/",
}  # fmt: skip
_LONGEST = 2_000


def is_juel(text: str) -> bool:
    """Whether a text holds `${…}` or `#{…}`."""
    return "${" in text or "#{" in text


def to_feel(text: str) -> str | None:
    """The FEEL expression of the same meaning; None when it calls methods or the like."""
    if len(text) > _LONGEST:
        return None
    whole = _BRACED.fullmatch(text.strip())
    if whole:
        return _expression(whole[1])
    parts = [_part(index, part) for index, part in enumerate(_BRACED.split(text))]
    if None in parts or '"' in _BRACED.sub("", text) or is_juel(_BRACED.sub("", text)):
        return None
    return " + ".join(part for part in parts if part) or None


def _part(index: int, part: str) -> str | None:
    """A piece of a text with expressions in it: every second piece stood in braces."""
    if index % 2 == 0:
        return f'"{part}"' if part else ""
    feel = _expression(part)
    return f"string({feel})" if feel else None


def _expression(text: str) -> str | None:
    tokens = _tokens(text)
    if not tokens:
        return None
    if tokens[0] in ("!", "not"):
        inner = tokens[1:]
        return f"not({_joined(inner)})" if len(inner) == 1 else None
    if tokens[0] == "empty":
        return f"{tokens[1]} = null" if len(tokens) == 2 else None
    return None if {"!", "not", "empty", "mod"} & set(tokens) else _joined(tokens)


def _tokens(text: str) -> list[str]:
    tokens, place = [], 0
    text = text.rstrip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            return []
        tokens.append(_token(found))
        place = found.end()
    return tokens


def _token(found: re.Match[str]) -> str:
    for quoted in ("single", "double"):
        if found[quoted] is not None:
            return f'"{found[quoted]}"'
    token = found["word"] or found["name"] or found["number"] or found["operator"]
    return _WORDS.get(token, token)


def _joined(tokens: list[str]) -> str:
    return " ".join(tokens).replace("( ", "(").replace(" )", ")")

"""Sentences that can be said in another language: Chinese by default, with what they were made of still known.

A `Text` is an ordinary string everywhere: on the command line, in the log, in an answer to a desktop program. Only the
edge that knows its reader asks for another language; there the Chinese template is the key of the translation.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Self, TypeVar

Translate = Callable[[str], str]
"""From a Chinese template to that of another language."""


class Text(str):
    """A sentence of ours from a template with `{names}`; what is filled in is data, or a text again."""

    __slots__ = ("template", "values")

    template: str
    values: Mapping[str, object]

    def __new__(cls, template: str, /, **values: object) -> Self:
        """The sentence in Chinese; a name without a value is told as …."""
        text = super().__new__(cls, template.format_map(_Shown(values)))
        text.template, text.values = template, values
        return text

    def __getnewargs_ex__(self) -> tuple[tuple[str], dict[str, object]]:
        return (self.template,), dict(self.values)

    def format(self, *_args: object, **_values: object) -> Self:
        """Itself: it is filled in already. Marshmallow formats the messages that it is given."""
        return self

    def said(self, translate: Translate) -> str:
        """The sentence in another language."""
        values = {name: _said(value, translate) for name, value in self.values.items()}
        return translate(self.template).format_map(_Shown(values))


class Joined(Text):
    """Texts and data in a row, with `、`, `，` or `；` between them."""

    __slots__ = ("parts",)

    parts: tuple[str, ...]

    def __new__(cls, between: str, parts: Iterable[str]) -> Self:
        """The row in Chinese."""
        given = tuple(parts)
        text = str.__new__(cls, between.join(given))
        text.template, text.values, text.parts = between, {}, given
        return text

    def __getnewargs_ex__(self) -> tuple[tuple[str, tuple[str, ...]], dict[str, object]]:  # type: ignore[override]  # of its own __new__
        return (self.template, self.parts), {}

    def said(self, translate: Translate) -> str:
        """The row in another language."""
        return translate(self.template).join(str(_said(part, translate)) for part in self.parts)


Key = TypeVar("Key")


def texts(words: Mapping[Key, str]) -> dict[Key, str]:
    """A table of words of ours, each to be told in another language."""
    return {key: Text(word) for key, word in words.items()}


def kept(text: str) -> Any:
    """A text as JSON that remembers what it was made of; data stay strings."""
    match text:
        case Joined():
            return {"join": text.template, "parts": [kept(part) for part in text.parts]}
        case Text():
            return {"text": text.template, "with": {name: _kept(one) for name, one in text.values.items()}}
    return text


def read_kept(told: Any) -> str:
    """The text that `kept` made JSON of; what is a string is data, or was kept before texts were."""
    match told:
        case {"join": str(between), "parts": [*parts]}:
            return Joined(between, map(read_kept, parts))
        case {"text": str(template), "with": {**values}}:
            return Text(template, **{str(name): _read(one) for name, one in values.items()})
    return str(told)


def _kept(value: object) -> object:
    if isinstance(value, str):
        return kept(value)
    return value if isinstance(value, int | float | None) else str(value)


def _read(value: object) -> object:
    return read_kept(value) if isinstance(value, dict) else value


def _said(value: object, translate: Translate) -> object:
    return value.said(translate) if isinstance(value, Text) else value


class _Shown(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"

"""A refusal in the reader's language: the Chinese sentence of the error's class is the key of its translation."""

from app.core.errors import DomainError
from app.web.language import gettext as _
from app.web.language import language


def said(error: DomainError) -> str:
    """The sentence for the reader; the Chinese one where the error has a sentence of its own, or none in English."""
    template = sentence(type(error))
    if language() == "zh" or template.format_map(_Kept(error.details)) != error.message:
        return error.message
    return _(template).format_map(_Kept(error.details))


def sentence(kind: type[DomainError]) -> str:
    """The first line of an error's docstring, with the names of its details in braces."""
    return (kind.__doc__ or "").strip().splitlines()[0]


class _Kept(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "…"

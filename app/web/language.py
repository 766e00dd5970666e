"""Texts in the reader's language. The Chinese sentence is the key; translations/ holds the English one."""

import flask_babel

from app.core.texts import Text


def gettext(message: str, /, **values: object) -> str:
    """The message in the language of the request, with `%(name)s` filled in."""
    return str(flask_babel.gettext(message, **values))


def told(text: str) -> str:
    """A text of the layers below in the language of the request; what is no text of ours is data, and stays."""
    return text.said(_worded) if isinstance(text, Text) else text


def sentence(text: str) -> str:
    """The same of what never is data: without values a sentence may be a plain string."""
    return told(text) if isinstance(text, Text) or not text else gettext(text)


def _worded(template: str) -> str:
    """A word alone is the name of a place on a page, often of many, and inside a sentence another: context `text`."""
    own = str(flask_babel.pgettext("text", template))
    return own if own != template else gettext(template)


def language() -> str:
    """The language of the request: zh or en."""
    locale = flask_babel.get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh"

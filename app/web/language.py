"""Texts in the reader's language. The Chinese sentence is the key; translations/ holds the English one."""

import flask_babel


def gettext(message: str, /, **values: object) -> str:
    """The message in the language of the request, with `%(name)s` filled in."""
    return str(flask_babel.gettext(message, **values))


def language() -> str:
    """The language of the request: zh or en."""
    locale = flask_babel.get_locale()
    return "en" if locale is not None and locale.language == "en" else "zh"

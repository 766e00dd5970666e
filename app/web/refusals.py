"""A refusal in the reader's language."""

from app.core.errors import DomainError
from app.web.language import told


def said(error: DomainError) -> str:
    """The sentence for the reader; in Chinese where it has no English one."""
    return told(error.message)

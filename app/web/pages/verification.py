"""What anybody may know of a paper: whether it is genuine and still in force. Nothing personal."""

from dataclasses import dataclass

from app.web.pages.parts import Fact, Link, Mark, Note, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class VerificationPage:
    """A verdict in large letters, what was issued, and how to compare the paper or the file in hand.

    Without `verdict` it only asks for the code. `digest` is the SHA-256 of the issued file, compared in the reader's
    own browser; `compared` says what the server found of a file that was sent instead.
    """

    title: str
    action: str
    code: str = ""
    verdict: str = ""
    tone: Tone = Tone.FACT
    text: str = ""
    instead: Link | None = None
    facts: tuple[Fact, ...] = ()
    state: str = ""
    mark: Mark = Mark.NONE
    signature: str = ""
    fingerprint: str = ""
    short_code: str = ""
    digest: str = ""
    compared: Note | None = None
    asked_at: str = ""

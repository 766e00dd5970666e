"""文书核验: open to everybody, by the code of the paper's QR."""

from flask import Blueprint, Response, redirect, render_template, request, url_for

from app.core.actor import system
from app.core.canonical import digest
from app.printouts import papers
from app.web.pages.verification import VerificationPage
from app.web.sessions import database
from app.web.shell import shell
from app.web.throttle import Throttle
from app.web.views.verification import asking_page, unknown_page, verification_page

bp = Blueprint("verification", __name__, url_prefix="/v")
_throttle = Throttle(calls=60, seconds=60)


@bp.get("")
def ask() -> str | Response:
    """A field for the code, for whoever cannot scan."""
    code = request.args.get("code", "")
    if code:
        return redirect(url_for("verification.show", code=papers.code_of(code)))  # type: ignore[return-value]
    return _shown(asking_page())


@bp.get("/<code>")
def show(code: str) -> str | tuple[str, int]:
    """Genuine, withdrawn, replaced or unknown."""
    return _answer(code, None)


@bp.post("/<code>")
def compare(code: str) -> str | tuple[str, int]:
    """Whether a file is, byte for byte, the one that was issued; it is hashed and not kept."""
    sent = request.files.get("file")
    return _answer(code, digest(sent.read()) if sent else "")


def _answer(code: str, found: str | None) -> str | tuple[str, int]:
    _throttle.pass_or_refuse(request.remote_addr or "-")
    with database().reading(system()) as ctx:
        paper = papers.by_code(ctx, papers.code_of(code))
        if paper is None:
            return _shown(unknown_page(code)), 404
        return _shown(verification_page(ctx, paper, found))


def _shown(page: VerificationPage) -> str:
    return render_template("verification.html", shell=shell(), page=page)

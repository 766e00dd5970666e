"""The addresses that the deploy button of the desktop Camunda Modeler calls, in the form that it reads.

Signed in by an access token and nothing else: a session's cookie counts for nothing here, so that no page can make a
browser call them, and CSRF tokens are not asked for.
"""

from base64 import b64decode
from binascii import Error as NotBase64
from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import HTTPException

from app.bundle.safety import FileTooLarge
from app.core.actor import Actor, system
from app.core.errors import DomainError
from app.engine.lint.finding import Finding, Severity
from app.identity.accounts import actor_of
from app.identity.brakes import brake_of_tokens, count_failure
from app.identity.permissions import Permission, authorize
from app.identity.tokens import WrongToken, account_of_token
from app.web.errors import plain
from app.web.refusals import said
from app.web.sessions import database
from app.web.templating import iso
from app.worker.drafts.desktop import Upload, UploadRefused, take_upload

bp = Blueprint("desktop", __name__, url_prefix="/engine-rest")
bp.record_once(lambda state: state.app.extensions["csrf"].exempt(bp))

VERSION = "7.24.0"
"""The version of Camunda's interface that these addresses follow; it decides what the modeler offers."""

_PARSE_ERROR = "ENGINE-09005 Could not parse BPMN process."
"""By this beginning the modeler knows that the files, not the server, are at fault."""

_ORIGINS = ("null", "file://")


@bp.get("/version")
def version() -> Response:
    """Which interface this is."""
    _signed_in()
    return jsonify({"version": VERSION})


@bp.get("/deployment")
def deployments() -> Response:
    """Asked to see whether address and token are right; what is deployed stands on the page of versions."""
    _signed_in()
    return jsonify([])


@bp.post("/deployment/create")
def create() -> Response:
    """Take the files into the draft, or say at which elements they are wrong."""
    who = _signed_in()
    files = {sent.filename or "": sent.read() for _, sent in request.files.items(multi=True)}
    with database().transaction(who) as ctx:
        taken = take_upload(ctx, files, request.form.get("tenant-id", "").strip())
        answer = _deployed(taken, request.form.get("deployment-name", ""), iso(ctx.now()))
    return jsonify(answer)


def _signed_in() -> Actor:
    """Whose token the request carries. A wrong one is counted; to come without any is how modelers look around."""
    address = request.remote_addr or "-"
    if "Authorization" not in request.headers:
        raise WrongToken
    try:
        login, secret = _credentials()
        with database().transaction(system()) as ctx:
            account = account_of_token(ctx, secret, login, address)
            who = actor_of(ctx, account, address)
    except WrongToken:
        with database().transaction(system()) as ctx:
            count_failure(ctx, (brake_of_tokens(address),))
        raise
    if Permission.DRAFT_WRITE not in who.permissions:
        with database().transaction(who):
            authorize(who, Permission.DRAFT_WRITE)
    return who


def _credentials() -> tuple[str | None, str]:
    """Bearer: the token. Basic: the account, and the token as its password."""
    scheme, _, given = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        return None, given.strip()
    if scheme.lower() == "basic":
        try:
            login, _, secret = b64decode(given.strip(), validate=True).decode().partition(":")
        except (NotBase64, UnicodeDecodeError, ValueError):
            raise WrongToken from None
        return login, secret
    raise WrongToken


def _deployed(taken: Upload, name: str, at: str) -> dict[str, Any]:
    """A deployment as Camunda tells it: here, the draft; `details` are the warnings."""
    processes = {
        path.rpartition("/")[2].removesuffix(".bpmn"): file
        for file, path in taken.paths.items()
        if path.endswith(".bpmn")
    }
    definitions = {
        f"{key}:{taken.draft.number}:{taken.draft.id}": {
            "id": f"{key}:{taken.draft.number}:{taken.draft.id}",
            "key": key,
            "name": key,
            "version": taken.draft.number,
            "resource": file,
            "deploymentId": taken.draft.id,
            "tenantId": taken.draft.jurisdiction,
        }
        for key, file in processes.items()
    }
    return {
        "links": [],
        "id": taken.draft.id,
        "name": name,
        "source": request.form.get("deployment-source", ""),
        "deploymentTime": at,
        "tenantId": taken.draft.jurisdiction,
        "deployedProcessDefinitions": definitions or None,
        "details": _details(taken.findings, {path: file for file, path in taken.paths.items()}),
    }


def _details(findings: tuple[Finding, ...], names: dict[str, str]) -> dict[str, Any]:
    """Errors and warnings by file, each at its element."""
    told: dict[str, Any] = {name: {"errors": [], "warnings": []} for name in names.values()}
    for finding in findings:
        kind = "errors" if finding.severity is Severity.ERROR else "warnings"
        told[names[finding.file or ""]][kind].append(_problem(finding))
    return told


def _problem(finding: Finding) -> dict[str, Any]:
    return {
        "message": f"[{finding.code}] {finding.message}。{finding.mend}。",
        "line": finding.line or 0,
        "column": 0,
        "mainElementId": finding.element,
        "elementIds": [finding.element] if finding.element else [],
    }


@bp.errorhandler(UploadRefused)
def _wrong_files(error: UploadRefused) -> Response:
    """The modeler prints `message`; its plugins find the elements in `details`."""
    lines = "\n".join(f"* {finding}" for finding in error.findings if finding.severity is Severity.ERROR)
    details = _details(error.findings, dict(error.names))
    return _answer(400, "ParseException", f"{_PARSE_ERROR} {said(error)}\n{lines}", details=details)


@bp.errorhandler(DomainError)
def _refused(error: DomainError) -> Response:
    response = _answer(error.status, type(error).__name__, said(error), code=error.code)
    if isinstance(error, WrongToken):
        response.headers["WWW-Authenticate"] = 'Bearer realm="engine-rest"'
    return response


@bp.errorhandler(HTTPException)
def _http(error: HTTPException) -> Response:
    status = error.code or 500
    code = FileTooLarge.code if status == 413 else f"http-{status}"
    return _answer(status, "RestException", plain(status), code=code)


def _answer(status: int, kind: str, message: str, **more: Any) -> Response:
    response = jsonify({"type": kind, "message": message, **more})
    response.status_code = status
    return response


@bp.after_request
def _let_the_modeler_read(response: Response) -> Response:
    """The modeler is a page from a file: let it read the answer. Tokens, not origins, guard these addresses."""
    origin = request.headers.get("Origin", "")
    if origin in _ORIGINS:
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Access-Control-Allow-Headers"] = "authorization, content-type"
        response.headers["Access-Control-Allow-Methods"] = "GET, POST"
        response.headers["Vary"] = "Origin"
    return response

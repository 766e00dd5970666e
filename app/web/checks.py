"""The findings of a draft as editors show them: one file as it is being drawn, or the whole package."""

from dataclasses import asdict, replace
from typing import Any

from flask import Blueprint, Response, jsonify, request

from app.core.errors import DomainError
from app.engine.lint.finding import Finding, Severity
from app.identity.permissions import Permission
from app.web.errors import problem
from app.web.language import sentence
from app.web.refusals import said
from app.web.security import requires
from app.web.sessions import actor, database
from app.worker.drafts.checks import check_draft, check_draft_file

bp = Blueprint("checks", __name__, url_prefix="/drafts/<draft_id>/check")


@bp.get("")
@requires(Permission.DEPLOYMENT_READ)
def whole(draft_id: str) -> Response:
    """What is wrong with the package as it is saved."""
    with database().reading(actor()) as ctx:
        found = check_draft(ctx, draft_id)
    return jsonify(shown(found))


@bp.post("/<path:path>")
@requires(Permission.DRAFT_WRITE)
def file(draft_id: str, path: str) -> Response:
    """What is wrong with a file, if it were saved as the body has it; nothing is saved."""
    data = request.get_data()
    with database().reading(actor()) as ctx:
        found = check_draft_file(ctx, draft_id, path, data)
    return jsonify(shown(found))


@bp.errorhandler(DomainError)
def refused(error: DomainError) -> Response:
    """Editors are scripts: they hear why as data."""
    return problem(error.status, said(error), error.code)


def shown(findings: tuple[Finding, ...]) -> dict[str, Any]:
    """The findings as editors read them, with their numbers."""
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    return {
        "findings": [spoken(finding) for finding in findings],
        "errors": errors,
        "warnings": len(findings) - errors,
    }


def spoken(finding: Finding) -> dict[str, Any]:
    """A finding as editors read it, in the language of the reader."""
    return asdict(replace(finding, message=sentence(finding.message), mend=sentence(finding.mend)))

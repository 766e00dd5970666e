"""A report as a printed sheet: the papers' own renderer with a template that all reports share."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.bundle.bundle import Bundle
from app.printouts.folder import BASE, Direction, Printout, Sheet, Signature
from app.reports.figures import Figures
from app.reports.sheets import period_text, printed

_TEMPLATE = b'{% extends "_base/report.html" %}'
_MOST_PAGES = 60


def sheet_of(bundle: Bundle, found: Figures, at: datetime, who: str) -> tuple[Printout, Mapping[str, Any]]:
    """The paper and its data, ready for the renderer. It has no number and is signed by nobody."""
    report = found.report
    base = {f"{BASE}/{name}": data for name, data in bundle.sheets.items()}
    printout = Printout(
        name=report.key,
        jurisdiction=bundle.key,
        kind="report",
        title=report.title,
        sheet=Sheet.FORM,
        direction=Direction.LEVEL,
        signature=Signature.NONE,
        series="",
        issuer=bundle.manifest.name,
        signer="",
        pages=_MOST_PAGES,
        clauses=report.clauses,
        fields=(),
        files={**base, "template.html": _TEMPLATE},
    )
    paper = {
        "number": period_text(found),
        "date": at.date().isoformat(),
        "issued_at": at.isoformat("T", "seconds"),
    }
    data = {
        "paper": paper,
        "issuer": {"name": bundle.manifest.name},
        "jurisdiction": {"name": bundle.manifest.name, "short_name": bundle.manifest.short_name},
        "case": {"title": report.title},
        "drill": report.drills == "only",
        "report": printed(found),
        "who": who,
    }
    return printout, data

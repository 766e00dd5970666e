"""The handbook as a paper for the renderer: it has no number and is signed by nobody."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.core.clock import SHANGHAI
from app.printouts.folder import BASE, Direction, Printout, Sheet, Signature
from app.reports.handbook.book import Book, book_of, pages_css
from app.reports.handbook.package import Package
from app.repository.deployments import Deployed

_TEMPLATE = b'{% extends "_base/handbook.html" %}'
_STYLE = f"{BASE}/handbook.css"
_TITLE = "应急机制流程手册"
_MOST_PAGES = 300


def handbook_of(deployed: Deployed, deployed_at: datetime) -> tuple[Printout, Mapping[str, Any]]:
    """The paper and its data. The same deployment gives the same handbook, whenever and by whom it is printed."""
    bundle = deployed.bundle
    book = book_of(Package(bundle, deployed.program))
    base = {f"{BASE}/{name}": data for name, data in bundle.sheets.items()}
    style = base.get(_STYLE, b"") + pages_css(book.chapters).encode()
    printout = Printout(
        name="handbook",
        jurisdiction=bundle.key,
        kind="handbook",
        title=_TITLE,
        sheet=Sheet.FORM,
        direction=Direction.LEVEL,
        signature=Signature.NONE,
        series="",
        issuer=bundle.manifest.name,
        signer="",
        pages=_MOST_PAGES,
        clauses=(),
        fields=(),
        files={**base, **book.pictures, "template.html": _TEMPLATE, "theme.css": style},
    )
    return printout, _data(deployed, book, deployed_at.astimezone(SHANGHAI))


def _data(deployed: Deployed, book: Book, at: datetime) -> dict[str, Any]:
    manifest = deployed.bundle.manifest
    return {
        "paper": {
            "number": f"第 {deployed.version} 版",
            "date": at.date().isoformat(),
            "issued_at": at.isoformat("T", "seconds"),
        },
        "issuer": {"name": manifest.name},
        "jurisdiction": {"name": manifest.name, "short_name": manifest.short_name},
        "deployment": {"version": deployed.version, "digest": deployed.bundle.digest[:16]},
        "chapters": book.chapters,
        "clauses": book.clauses,
        "steps": sum(len(chapter["steps"]) for chapter in book.chapters),
    }

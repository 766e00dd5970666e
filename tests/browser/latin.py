"""Finds what a page shows in English: texts, titles, names for readers aloud; and what no dictionary had."""

from pathlib import Path

from playwright.sync_api import Page

_PARTS = Path(__file__).parent / "parts"
KNOWN = (_PARTS / "latin-words.txt").read_text(encoding="utf-8").split()
"""Words that stay: names of languages, formats and keys of our files, values that are code, the marks, a login."""

OWN = (
    "code, kbd, pre, [lang=en], .tenant, .post, .draft-key, .cm-line, .cm-content, .cm-gutters, .content-editable, "
    ".bjs-powered-by, .fjs-powered-by, .bjs-powered-by-lightbox, .dmn-definitions-id, .function-definition-parameters, "
    ".fjs-form-field-text, .flatpickr-calendar, [data-file-tab], .desk-asset"
)
"""Where names of the package stand, code is written, or the libraries' own marks must stay as they are."""

_COLLECT = (_PARTS / "latin.js").read_text(encoding="utf-8")


class Latin:
    """Collects over the life of a page; `seen` says where each string stood when it was met first."""

    def __init__(self) -> None:
        self.seen: dict[str, str] = {}

    def look(self, page: Page, where: str, *, frames: bool = False) -> None:
        """Note what the page shows now, on demand also what its frames show; not what a paper's picture shows."""
        for frame in page.frames if frames else [page.main_frame]:
            if frame.url.startswith("blob:"):
                continue
            shown, missing = frame.evaluate(_COLLECT, [KNOWN, OWN])
            for text in (*shown, *(f"translate: {one}" for one in missing)):
                self.seen.setdefault(text, where)

    def told(self) -> list[str]:
        """What was met, sorted, with the place."""
        return sorted(f"{text}   ← {where}" for text, where in self.seen.items())

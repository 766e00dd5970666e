"""What a paper or a form of a draft would look like, with what is wrong with it at its line or component."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore, Lock
from typing import Any

from app.core.errors import DomainError
from app.core.texts import Text
from app.engine.lint.finding import Finding, Severity
from app.forms import compile_form, outcomes, prefill, problems, view
from app.forms.example import example
from app.printouts.errors import PaperIncomplete, RenderFailed
from app.printouts.folder import BASE, Printout, find
from app.printouts.pool import Bounds, RenderPool
from app.printouts.rendered import Rendered

_MEND = "请照提示改正，预览随即更新"
_MENDS: Mapping[str, str] = {
    "printout-broken": "请改正这一行",
    "printout-template-broken": "请改正模板的这一行",
    "paper-invalid": "请改 sample.json，或改 printout.yaml 里的 fields",
    "glyph-missing": "请换一个字",
    "paper-too-large": "请精简模板或样例",
    "paper-resource-refused": "图片请放进这份文书的文件夹，写作 asset:文件名",
}


PREVIEWS = 4
"""Previews that wait or are being set at one time."""


class PreviewPool:
    """A renderer of its own, made with the first preview: a template that runs away delays no paper that is issued.

    A paper may take so many `seconds`.
    """

    def __init__(self, seconds: float = 10.0) -> None:
        self._bounds = Bounds(seconds=seconds)
        self._lock = Lock()
        self._places = BoundedSemaphore(PREVIEWS)
        self._pool: RenderPool | None = None

    @contextmanager
    def taken(self) -> Iterator[RenderPool]:
        """The renderer. Raises `RenderFailed` when so many wait for it already that the pages of others would."""
        if not self._places.acquire(blocking=False):
            raise RenderFailed(reason="正在排别的预览，请稍等再看")
        try:
            yield self._get()
        finally:
            self._places.release()

    def _get(self) -> RenderPool:
        with self._lock:
            if self._pool is None:
                self._pool = RenderPool(1, self._bounds)
            return self._pool

    def close(self) -> None:
        """End its process."""
        with self._lock:
            if self._pool is not None:
                self._pool.close()
                self._pool = None


@dataclass(frozen=True, slots=True)
class PaperPreview:
    """The paper with its sample, None when it could not be set; `pages` of it."""

    findings: tuple[Finding, ...]
    pdf: bytes | None = None
    pages: int = 0


@dataclass(frozen=True, slots=True)
class FormPreview:
    """What the browser would be sent for a task; `document` is None while the form cannot be used.

    `example` are made-up values for what the form reads; `outcomes` the texts of its buttons.
    """

    findings: tuple[Finding, ...]
    document: Mapping[str, Any] | None = None
    data: Mapping[str, Any] | None = None
    example: Mapping[str, Any] | None = None
    outcomes: tuple[str, ...] = ()


def preview_paper(
    pool: RenderPool, files: Mapping[str, bytes], jurisdiction: str, name: str, seal: bytes | None = None
) -> PaperPreview:
    """Set a paper with its own sample. Whatever is wrong becomes a finding; nothing is issued or numbered."""
    folder = f"printouts/{jurisdiction}/{name}"
    try:
        printout = find(files, jurisdiction, name)
        rendered = pool.render(printout, printout.sample, preview=True, seal=seal)
    except DomainError as error:
        return PaperPreview((_broken(error, folder),))
    return PaperPreview(tuple(_doubts(printout, rendered, folder)), rendered.pdf, rendered.pages)


def preview_form(document: Any, path: str, values: Mapping[str, Any] | None, now: datetime) -> FormPreview:
    """A form as a task would show it. `values` are what it reads; without them made-up ones are taken."""
    findings = tuple(
        Finding(
            one.code,
            Severity.ERROR,
            path,
            one.component or None,
            one.name or None,
            None,
            one.message,
            one.mend,
        )
        for one in problems(document)
    )
    if findings:
        return FormPreview(findings)
    form = compile_form(document)
    made = example(form)
    outcome = outcomes(form)
    texts = tuple(option.label for option in outcome.options) if outcome else ()
    return FormPreview(
        (), view(form), prefill(form, values if values is not None else made, now), made, texts
    )


def _doubts(printout: Printout, rendered: Rendered, folder: str) -> Iterator[Finding]:
    """What a real issue would be refused for, though the preview shows it."""
    for name in rendered.missing:
        file, line = _asked_at(printout, name)
        message = Text("样例里没有 {name}，预览里是红字", name=name)
        mend = "请改正名称或补进 sample.json；可以没有的内容写成 {% if %} 或 default"
        yield Finding(
            PaperIncomplete.code, Severity.WARNING, f"{folder}/{file}", None, name, line, message, mend
        )
    try:
        printout.check(printout.sample)
    except DomainError as error:
        yield _finding(error, Severity.WARNING, f"{folder}/sample.json", 1)


def _asked_at(printout: Printout, name: str) -> tuple[str, int]:
    """The template and line that first asks for a name; its last part when it is asked for through a loop."""
    last = name.rpartition(".")[2]
    templates = [
        file for file in sorted(printout.files) if file.endswith(".html") and not file.startswith(BASE)
    ]
    for wanted in (name, last):
        asked = re.compile(rf"\b{re.escape(wanted)}\b")
        for file in templates:
            for number, line in enumerate(printout.text(file).splitlines(), 1):
                if asked.search(line):
                    return file, number
    return "template.html", 1


def _broken(error: DomainError, folder: str) -> Finding:
    file = str(error.details.get("file", "template.html"))
    line = error.details.get("line")
    place = file if file.startswith(f"{BASE}/") else f"{folder}/{file.rpartition('/')[2]}"
    return _finding(error, Severity.ERROR, place, line if isinstance(line, int) else None)


def _finding(error: DomainError, severity: Severity, file: str, line: int | None) -> Finding:
    reason = error.details.get("reason")
    message = reason if isinstance(reason, str) and line else error.message
    return Finding(error.code, severity, file, None, None, line, message, _MENDS.get(error.code, _MEND))

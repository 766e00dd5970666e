"""The pages of the editors of decisions, forms, papers and texts."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

import yaml
from flask import after_this_request

from app.bundle.clauses import ClauseSchema
from app.bundle.manifest import ManifestSchema
from app.bundle.resources import Kind
from app.bundle.settings import SettingsSchema
from app.bundle.shape import Shape, rows_of, shape_of
from app.bundle.vocabulary import steps_by_form
from app.core.errors import DomainError
from app.db.context import Context
from app.engine.lint.facts import read_diagrams
from app.engine.xml import XmlRefused, read_xml
from app.repository import drafts
from app.repository.deployments import Programs
from app.repository.drafts import DraftEntry
from app.repository.models import Draft
from app.web.language import gettext as _
from app.web.language import told
from app.web.pages.desks import DeskPage, FieldsDeskPage, FormDeskPage, PaperDeskPage, PaperFile
from app.web.pages.parts import Link
from app.web.security import FRAMES_PICTURES, with_policy
from app.web.views.editor_head import address, editor_head

_TEXTS = (".html", ".css", ".yaml", ".json", ".svg")
SHEETS = "printouts/_base/"
_SHEET = re.compile(r"[\"']_base/([\w.-]+)[\"']")
_ORDER = ("template.html", "theme.css", "printout.yaml", "sample.json")


def decision_page(ctx: Context, draft: Draft, entry: DraftEntry) -> tuple[str, DeskPage]:
    """The editor of a decision model."""
    data, _version = drafts.read_file(ctx, draft, entry.path)
    stem = PurePosixPath(entry.path).stem
    try:
        name = read_xml(data).get("name") or stem
    except XmlRefused:
        name = stem
    return "editor_decision.html", DeskPage(title=name, head=editor_head(ctx, draft, entry, name, stem))


def form_page(ctx: Context, draft: Draft, entry: DraftEntry) -> tuple[str, FormDeskPage]:
    """The editor of a form or of a register's entry."""
    name, stem = _form_name(ctx, draft, entry), PurePosixPath(entry.path).stem
    head = editor_head(ctx, draft, entry, name, stem)
    return "editor_form.html", FormDeskPage(
        title=name, head=head, frame_url=address(draft.id, "preview", head.path)
    )


def paper_page(ctx: Context, draft: Draft, entry: DraftEntry) -> tuple[str, PaperDeskPage]:
    """The editor of all files of one paper."""
    folder = entry.path.rpartition("/")[0]
    found = {
        path.removeprefix(f"{folder}/"): one
        for path, one in drafts.files_of(ctx, draft).items()
        if path.startswith(f"{folder}/") and not one.deleted
    }
    title = _paper_title(ctx, draft, found.get("printout.yaml")) or PurePosixPath(folder).name
    stem, here = PurePosixPath(folder).name, entry.path.removeprefix(f"{folder}/")
    files = tuple(
        PaperFile(
            name=name,
            what=_what(name),
            head=editor_head(ctx, draft, found[name], title, stem) if _is_text(name) else None,
        )
        for name in sorted(found, key=_rank)
    )
    after_this_request(with_policy(FRAMES_PICTURES))
    head = next((one.head for one in files if one.name == here and one.head), None)
    return "editor_paper.html", PaperDeskPage(
        title=title,
        head=head or editor_head(ctx, draft, entry, title, stem),
        files=files,
        open=here,
        sheets=_sheets_of(ctx, draft, found.get("template.html")),
    )


def sheet_page(ctx: Context, draft: Draft, entry: DraftEntry) -> tuple[str, DeskPage]:
    """A sheet that papers of all jurisdictions extend: shown, not edited, since it belongs to the installation."""
    name = entry.path.removeprefix(SHEETS)
    head = editor_head(ctx, draft, entry, _("公用版式 %(name)s", name=name), name)
    note = _(
        "各属地的文书都套用它，随系统更换，不在草稿里改。一份文书要不一样，请改它自己的 template.html 和 theme.css。"
    )
    return "editor_text.html", DeskPage(
        title=head.name, head=replace(head, writer=False, editable=False), note=note
    )


def fields_page(ctx: Context, draft: Draft, entry: DraftEntry) -> tuple[str, FieldsDeskPage]:
    """The editor of what the schema of a file describes, as fields: the manifest, the settings, the clauses."""
    _template, page = text_page(ctx, draft, entry)
    shape = _spoken(_SHAPES[entry.kind]())
    return "editor_fields.html", FieldsDeskPage(title=page.title, head=page.head, note=page.note, shape=shape)


_SHAPES: Mapping[Kind, Callable[[], Shape]] = {
    Kind.MANIFEST: lambda: shape_of(ManifestSchema),
    Kind.SETTINGS: lambda: shape_of(SettingsSchema),
    Kind.CLAUSES: lambda: rows_of(ClauseSchema),
}


def _spoken(value: Any) -> Any:
    """A shape with its words in the language of the reader."""
    if isinstance(value, Mapping):
        return {name: _spoken(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_spoken(one) for one in value]
    return told(value) if isinstance(value, str) else value


def text_page(ctx: Context, draft: Draft, entry: DraftEntry) -> tuple[str, DeskPage]:
    """The editor of a text: a scenario, samples of a register, a report."""
    name = {
        Kind.MANIFEST: _("属地情况"),
        Kind.SETTINGS: _("时限和参数"),
        Kind.CLAUSES: _("条款清单"),
        Kind.SCENARIO: _("情景：%(name)s", name=PurePosixPath(entry.path).stem),
        Kind.REGISTRY_DATA: _("台账样例：%(name)s", name=PurePosixPath(entry.path).stem),
        Kind.REPORT: _("报表：%(name)s", name=PurePosixPath(entry.path).parent.name),
    }.get(entry.kind, PurePosixPath(entry.path).name)
    head = editor_head(ctx, draft, entry, name, PurePosixPath(entry.path).name)
    return "editor_text.html", DeskPage(title=name, head=head, note=_purpose(entry.kind))


def _purpose(kind: Kind) -> str:
    return {
        Kind.MANIFEST: _("单位、岗位、泳道、字号。"),
        Kind.SETTINGS: _("不用改流程图就能改。PT15M 是 15 分钟，PT2H 是 2 小时，P5D 是 5 天。"),
        Kind.CLAUSES: _("机制的条款：每条由哪些步骤、表单、文书承担。"),
        Kind.SCENARIO: _("一个情景从头走到尾：谁填了什么，应当发生什么。送审前每个都要走通。"),
        Kind.REGISTRY_DATA: _("示例数据，只在新装时放进台账。"),
        Kind.REPORT: _("报表取哪些数、怎样算。"),
    }.get(kind, "")


def _form_name(ctx: Context, draft: Draft, entry: DraftEntry) -> str:
    data, _version = drafts.read_file(ctx, draft, entry.path)
    stem = PurePosixPath(entry.path).stem
    try:
        document: Any = json.loads(data)
    except (ValueError, RecursionError):
        return stem
    properties = document.get("properties") if isinstance(document, dict) else None
    title = properties.get("title") if isinstance(properties, dict) else None
    if isinstance(title, str) and title:
        return title
    step = _steps(ctx, draft).get(stem)
    return _("表单“%(name)s”", name=step) if step else _("表单 %(name)s", name=stem)


def _steps(ctx: Context, draft: Draft) -> dict[str, str]:
    """The steps that ask for forms, as they were when the draft was begun: a form has no name of its own."""
    base = ctx.use(Programs).get(ctx, draft.base_deployment_id)
    return steps_by_form(read_diagrams(base.bundle.diagrams.values()))


def _paper_title(ctx: Context, draft: Draft, entry: DraftEntry | None) -> str:
    if entry is None:
        return ""
    try:
        data, _version = drafts.read_file(ctx, draft, entry.path)
        described = yaml.safe_load(data)
    except (DomainError, yaml.YAMLError, ValueError):
        return ""
    title = described.get("title") if isinstance(described, dict) else None
    return title if isinstance(title, str) else ""


def _sheets_of(ctx: Context, draft: Draft, entry: DraftEntry | None) -> tuple[Link, ...]:
    """The shared sheets that a template names, as it is saved."""
    if entry is None:
        return ()
    data, _version = drafts.read_file(ctx, draft, entry.path)
    named = dict.fromkeys(_SHEET.findall(data.decode(errors="replace")))
    return tuple(Link(text=name, href=address(draft.id, "files", f"{SHEETS}{name}")) for name in named)


def _is_text(name: str) -> bool:
    return name.endswith(_TEXTS)


def _what(name: str) -> str:
    return {
        "template.html": _("正文"),
        "theme.css": _("样式"),
        "printout.yaml": _("文种和栏目"),
        "sample.json": _("样例"),
    }.get(name, "")


def _rank(name: str) -> tuple[int, str]:
    return (_ORDER.index(name) if name in _ORDER else len(_ORDER), name)

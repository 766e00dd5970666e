"""What templates can use besides `shell` and `page`: asset addresses, times in words, stressed words."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, is_dataclass
from datetime import datetime
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask
from markupsafe import Markup, escape

from app.web import assets, wording
from app.web.language import told

_STRESSED = re.compile(r"\*\*(.+?)\*\*")
_CATALOGUES = Path(__file__).parent / "translations"


def init_templates(app: Flask) -> None:
    """Give the application's templates their functions, and compile catalogues that changed."""
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        script=assets.script,
        styles=assets.styles,
        deadline_words=wording.deadline,
        near_seconds=wording.near_seconds,
    )
    app.jinja_env.filters.update(
        clock=wording.clock,
        clock_seconds=wording.clock_seconds,
        day=wording.day,
        weekday=wording.weekday,
        moment=wording.moment,
        iso=iso,
        stressed=stressed,
        as_json=as_json,
        asked=asked,
        told=told,
    )
    compile_catalogues(_CATALOGUES)


def iso(at: datetime) -> str:
    """The instant for a script, in the zone of the request."""
    return wording.local(at).isoformat(timespec="seconds")


def asked(url: str) -> list[tuple[str, str]]:
    """What the address asks for: the fields that a form must repeat, since its own replace the query."""
    return parse_qsl(urlsplit(url).query)


def stressed(text: str) -> Markup:
    """The text with `**…**` in bold, everything else escaped."""
    return Markup(_STRESSED.sub(r"<strong>\1</strong>", str(escape(text))))  # noqa: S704 - escaped on this line


def as_json(value: Any) -> Markup:
    """The value for a data block in a page; it cannot end the block early."""
    text = json.dumps(value, ensure_ascii=False, default=_plain)
    return Markup(text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029"))  # noqa: S704


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return dict(value) if isinstance(value, Mapping) else str(value)


def compile_catalogues(folder: Path) -> None:
    """Write each catalogue's compiled form when the text is newer."""
    for source in folder.glob("*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            _compile(source, target)


def _compile(source: Path, target: Path) -> None:
    with source.open("rb") as text, NamedTemporaryFile(dir=target.parent, delete=False) as compiled:
        write_mo(compiled, read_po(text))
    Path(compiled.name).replace(target)  # whole at once: another process may be reading

"""From a printout folder and data to the bytes of a PDF/A-3u, the same bytes each time."""

import zlib
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from typing import Any

from app.core.canonical import canonical, fingerprint
from app.printouts import fonts, qr
from app.printouts.assets import SCHEME, Assets, check_seal
from app.printouts.composer import compose
from app.printouts.errors import PaperTooLarge
from app.printouts.folder import BASE, Direction, Printout
from app.printouts.rendered import Rendered
from app.printouts.templating import Templates, missing_in
from app.printouts.weasy import CSS, HTML, Attachment, FontConfiguration

_VARIANT = "pdf/a-3u"
_ATTACHMENT = "data.json"
_IMAGES = (".png", ".svg")
_KEPT = 64
_STREAM, _END = b"\nstream\n", b"\nendstream"
_LEVEL = 5


def render(
    printout: Printout, data: Mapping[str, Any], *, preview: bool = False, seal: bytes | None = None
) -> Rendered:
    """Make the paper. Pure: the same folder, data, seal, fonts and libraries give the same bytes.

    A preview shows missing names red and does not check the data. `seal` is the bureau's own picture (PNG); without
    it the paper shows 样章. Raises the refusals of app.printouts.errors.
    """
    if not preview:
        printout.check(data)
    printed = _verifiable(data)
    assets = Assets(_pictures(printout, printed, seal))
    filled = fill(printout, printed, preview=preview, sealed=seal is not None)
    body = compose(filled, fonts.faces(), preview=preview)
    document = HTML(string=_page(printout, data, body), base_url=SCHEME, url_fetcher=assets).render(
        font_config=_font_configuration(), stylesheets=_stylesheets(printout), pdf_variant=_VARIANT
    )
    assets.verify()
    if len(document.pages) > printout.pages:
        raise PaperTooLarge(reason=f"共 {len(document.pages)} 页，最多 {printout.pages} 页")
    attachment = _attachment(data)
    pdf: bytes = document.write_pdf(pdf_variant=_VARIANT, attachments=[attachment], finisher=_compressed)
    return Rendered(pdf, len(document.pages), missing_in(filled))


def fill(printout: Printout, data: Mapping[str, Any], *, preview: bool = False, sealed: bool = False) -> str:
    """The template with its data, before any line is set: enough to know that the paper can be made."""
    shown = {**_verifiable(data), "printout": _about(printout, sealed=sealed)}
    return _templates(printout).fill("template.html", shown, preview=preview)


def warm_up() -> None:
    """Load fonts and style sheets before the first paper is wanted."""
    fonts.faces()
    HTML(string="<p>令 0</p>").write_pdf(
        font_config=_font_configuration(), stylesheets=[_style(fonts.faces().css)]
    )


def _about(printout: Printout, *, sealed: bool) -> dict[str, Any]:
    """What templates see as `printout`: what the folder says of the paper."""
    return {
        "title": printout.title,
        "up": printout.direction is Direction.UP,
        "signature": printout.signature.value,
        "signer": printout.signer,
        "sealed": sealed,
    }


def _pictures(printout: Printout, data: Mapping[str, Any], seal: bytes | None) -> dict[str, bytes]:
    pictures = {name: content for name, content in printout.files.items() if name.endswith(_IMAGES)}
    if isinstance(verify := data.get("verify"), Mapping):
        pictures["verify.svg"] = qr.picture(verify)
    if seal is not None:
        pictures["seal.png"] = check_seal(seal)
    return pictures


def _verifiable(data: Mapping[str, Any]) -> Mapping[str, Any]:
    """With the fingerprint of the data as they are attached: whoever hashes the attachment finds what is printed."""
    verify = data.get("verify")
    if not isinstance(verify, Mapping) or "fingerprint" in verify:
        return data
    return {**data, "verify": {**verify, "fingerprint": fingerprint(data)}}


def _page(printout: Printout, data: Mapping[str, Any], body: str) -> str:
    title = f"{printout.title} {_at(data, 'paper', 'number')}".strip()
    created = _issued(data).isoformat().replace("+00:00", "Z")
    return (
        f'<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="author" content="{escape(_at(data, "issuer", "name"))}">'
        f'<meta name="dcterms.created" content="{created}"><meta name="dcterms.modified" content="{created}">'
        f"</head><body>{body}</body></html>"
    )


def _at(data: Mapping[str, Any], group: str, name: str) -> str:
    values = data.get(group)
    return str(values.get(name, "")) if isinstance(values, Mapping) else ""


def _issued(data: Mapping[str, Any]) -> datetime:
    """The instant of issue in UTC: the only time that a paper's file names."""
    try:
        return datetime.fromisoformat(data["paper"]["issued_at"]).astimezone(UTC)
    except (KeyError, TypeError, ValueError):
        return datetime(1970, 1, 1, tzinfo=UTC)


def _attachment(data: Mapping[str, Any]) -> Attachment:
    at = _issued(data)
    return Attachment(
        string=canonical(data),
        name=_ATTACHMENT,
        description="文书数据",
        created=at,
        modified=at,
        relationship="Source",
    )


def _compressed(_: object, pdf: Any) -> None:
    """Compress the streams once. Left to itself the writer does it twice, at the highest level: a fifth of a paper."""
    for stream in pdf.objects:
        if getattr(stream, "compress", False):
            stream.compress = False
            _, _, content = stream.data.partition(_STREAM)
            stream.stream = [zlib.compress(content.removesuffix(_END), _LEVEL)]
            stream.extra["Filter"] = "/FlateDecode"


def _templates(printout: Printout) -> Templates:
    return _compiled(
        tuple((name, printout.text(name)) for name in sorted(printout.files) if name.endswith(".html"))
    )


@lru_cache(maxsize=_KEPT)
def _compiled(sources: tuple[tuple[str, str], ...]) -> Templates:
    return Templates(dict(sources))


def _stylesheets(printout: Printout) -> list[CSS]:
    names = [f"{BASE}/gongwen.css", f"{BASE}/{printout.sheet}.css", "theme.css"]
    return [
        _style(fonts.faces().css),
        *(_style(printout.text(name)) for name in names if name in printout.files),
    ]


@lru_cache(maxsize=_KEPT)
def _style(css: str) -> CSS:
    """A parsed style sheet; parsing costs a sixth of a one-page paper. Whatever it tries to load is refused."""
    assets = Assets({})
    style = CSS(string=css, base_url=SCHEME, url_fetcher=assets, font_config=_font_configuration())
    assets.verify()
    return style


@lru_cache(maxsize=1)
def _font_configuration() -> FontConfiguration:
    return FontConfiguration()

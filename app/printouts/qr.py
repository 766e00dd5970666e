"""The verification code of a paper: an address, an opaque code and the paper's fingerprint."""

import io
from collections.abc import Mapping
from typing import Any

import segno

from app.printouts.errors import PaperInvalid

_SHOWN_DIGITS = 16
_MAX_ADDRESS = 120
_MASK = 2  # choosing the best of eight costs more than all else here, and every reader takes any


def address(verify: Mapping[str, Any]) -> str:
    """What the QR code says: the verification page of the code, then the beginning of the fingerprint.

    `verify` holds `url` (http or https), `code` (opaque) and `fingerprint` (SHA-256 of the canonical data).
    """
    url, code, fingerprint = (str(verify.get(key, "")) for key in ("url", "code", "fingerprint"))
    if not url.startswith(("https://", "http://")) or not code.isalnum() or len(url) > _MAX_ADDRESS:
        raise PaperInvalid(reason="核验地址须以 https:// 开头，核验码须是字母和数字")
    return f"{url.rstrip('/')}/{code}#{fingerprint[:_SHOWN_DIGITS]}"


def picture(verify: Mapping[str, Any]) -> bytes:
    """The QR code as SVG, one path, error level Q, without a quiet zone (the sheet leaves it)."""
    out = io.BytesIO()
    code = segno.make_qr(address(verify), error="q", mask=_MASK)
    code.save(out, kind="svg", border=0, xmldecl=False, svgclass=None, lineclass=None, omitsize=True)
    return out.getvalue()

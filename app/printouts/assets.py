"""What a paper may show besides text: pictures of its own folder, the QR code, the bureau's seal. Nothing else."""

from collections.abc import Mapping
from typing import Any

from app.printouts.errors import ResourceRefused, SealRefused
from app.printouts.rendered import LARGEST_SEAL
from app.printouts.weasy import URLFetcher, URLFetcherResponse

SCHEME = "asset:"
_TYPES = {"png": "image/png", "svg": "image/svg+xml"}
_MAX_DATA_URL = 512 * 1024
_SEAL_PIXELS = 2400
_PNG = b"\x89PNG\r\n\x1a\n"


class Assets(URLFetcher):  # type: ignore[misc] # WeasyPrint has no types
    """Serves `asset:` names from a mapping and bounded `data:` URLs; remembers what it refused.

    WeasyPrint swallows what a fetcher raises and prints a paper with a hole, so `verify` must be asked afterwards.
    """

    def __init__(self, files: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self._files = files
        self.refused: list[str] = []

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
        """The bytes behind a URL that the paper may use."""
        name = url.removeprefix(SCHEME)
        if url.startswith(SCHEME) and name in self._files:
            kind = _TYPES.get(name.rpartition(".")[2], "application/octet-stream")
            return URLFetcherResponse(url, self._files[name], {"Content-Type": kind})
        if url.startswith("data:") and len(url) <= _MAX_DATA_URL:
            return super().fetch(url, headers)
        self.refused.append(url[:100])
        raise ValueError(url[:100])

    def verify(self) -> None:
        """Raise ResourceRefused if the paper asked for anything that it may not have."""
        if self.refused:
            raise ResourceRefused(url=self.refused[0])


def check_seal(data: bytes) -> bytes:
    """The seal picture, if it is a PNG of sensible size. Raises SealRefused."""
    if len(data) > LARGEST_SEAL:
        raise SealRefused(reason=f"文件 {len(data) // 1024} KB，最多 {LARGEST_SEAL // 1024} KB")
    if not data.startswith(_PNG) or len(data) < 24:
        raise SealRefused(reason="须是 PNG 图片（透明底）")
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    if not 0 < width <= _SEAL_PIXELS or not 0 < height <= _SEAL_PIXELS:
        raise SealRefused(reason=f"图片 {width} × {height} 像素，每边最多 {_SEAL_PIXELS}")
    return data

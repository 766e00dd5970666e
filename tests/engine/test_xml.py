"""Files in the encodings that modelers write, as browsers read them."""

import pytest

from app.engine.xml import in_utf8

TEXT = '<?xml version="1.0" encoding="{}"?><definitions name="值班"/>'


@pytest.mark.parametrize(
    ("declared", "codec"),
    [
        ("UTF-16", "utf-16"),
        ("GBK", "gbk"),
        ("gb2312", "gb2312"),
        ("GB18030", "gb18030"),
        ("utf-16", "utf-16-le"),
    ],
)
def test_other_encoding_becomes_utf_8(declared: str, codec: str) -> None:
    assert in_utf8(TEXT.format(declared).encode(codec)) == TEXT.format("UTF-8").encode()


@pytest.mark.parametrize(
    "data",
    [
        TEXT.format("UTF-8").encode(), b"<a/>", b"", TEXT.format("punycode").encode(),
        TEXT.format("GBK").encode("utf-16-be"), TEXT.format("UTF-16").encode(),
    ],
)  # fmt: skip
def test_anything_else_stays_as_it_is(data: bytes) -> None:
    assert in_utf8(data) == data

"""Determinism, archival form, and papers that mean harm."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest

from app.printouts.errors import (
    GlyphMissing,
    PaperIncomplete,
    PaperInvalid,
    PaperTooLarge,
    ResourceRefused,
    SealRefused,
    TemplateBroken,
)
from app.printouts.render import render
from tests.printouts.sheets import DATA, PLAIN, ROOT, folder, glyphs, page_text, shipped

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c63f8cfc0f01f00050001ff5619d0c30000000049454e44ae426082"
)


def test_same_data_give_the_same_bytes_here_and_in_another_process():
    paper = shipped("turn-out-instruction")
    script = (
        "import hashlib; from tests.printouts.sheets import shipped; from app.printouts.render import render;"
        "p = shipped('turn-out-instruction'); print(hashlib.sha256(render(p, p.sample).pdf).hexdigest())"
    )

    here = {hashlib.sha256(render(paper, paper.sample).pdf).hexdigest() for _ in range(2)}
    there = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True,
        env={"PYTHONHASHSEED": "7", "TZ": "America/New_York", "PATH": "/usr/bin:/bin"},
    ).stdout.strip()  # fmt: skip

    assert here == {there}


def test_papers_name_no_other_time_than_that_of_issue():
    pdf = render(folder(), {**DATA, "text": "国"}).pdf

    assert b"D:20261121191403" in pdf.replace(b" ", b"") or b"20261121191403" in pdf


@pytest.mark.parametrize(
    "body",
    [
        '<img src="file:///etc/passwd">',
        '<img src="http://127.0.0.1:9/x.png">',
        '<img src="asset:../../secret.png">',
        '<div style="background-image: url(file:///etc/passwd)">x</div>',
        '<div style="background-image: url(HTTP://127.0.0.1:9/x)">x</div>',
    ],
)
def test_no_file_and_no_network(body):
    with pytest.raises(ResourceRefused):
        render(folder(f'{{% extends "_base/official.html" %}}{{% block body %}}{body}{{% endblock %}}'), DATA)


@pytest.mark.parametrize(
    "css",
    ["@import url(file:///etc/passwd);", "@font-face { font-family: x; src: url(http://127.0.0.1:9/x) }"],
)
def test_style_sheets_load_nothing(css):
    with pytest.raises(ResourceRefused):
        render(folder(theme_css=css), {**DATA, "text": "国"})


@pytest.mark.parametrize(
    "tag",
    [
        '<link rel="attachment" href="file:///etc/passwd">',
        "<script>1</script>",
        '<a href="x">x</a>',
        "<iframe></iframe>",
        '<object data="x"></object>',
        '<p onclick="x">x</p>',
        "<svg></svg>",
        "<style>x</style>",
        '<base href="x">',
    ],
)
def test_tags_that_papers_have_no_use_for_are_refused(tag):
    with pytest.raises(TemplateBroken):
        render(folder(f'{{% extends "_base/official.html" %}}{{% block body %}}{tag}{{% endblock %}}'), DATA)


def test_html_in_a_name_is_printed_as_text():
    name = "<b>海湾</b><img src=x>队&amp;"

    pdf = render(folder(), {**DATA, "to": name, "text": "国"}).pdf

    assert "<b>海湾</b><imgsrc=x>队&amp;：" in "".join(g.text for g in glyphs(pdf))


@pytest.mark.parametrize("name", ["国" * 300, "W" * 300, "垟" * 300, "a b " * 75, "，" * 300, "（" * 300])
def test_names_of_300_characters_stay_within_the_text_area(name):
    pdf = render(folder(), {**DATA, "text": name, "cc": [name[:100]]}).pdf

    assert max(g.right for g in glyphs(pdf)) < 190
    assert min(g.left for g in glyphs(pdf)) > 25


def test_characters_without_a_font_are_refused_by_name():
    with pytest.raises(GlyphMissing, match=r"“🚒”（U\+1F692）") as caught:
        render(folder(), {**DATA, "text": "消防🚒出动"})

    assert caught.value.characters == ("🚒",)


def test_previews_show_what_would_be_refused():
    text = page_text(render(folder(), {**DATA, "text": "消防🚒出动", "issuer": {}}, preview=True).pdf, 0)

    assert "〔U+1F692〕" in text
    assert "〔issuer.name〕" in text


def test_a_missing_name_refuses_the_issue():
    with pytest.raises(PaperIncomplete, match=r"application\.gap"):
        render(folder(PLAIN.replace("line }}", "application.gap }}")), {**DATA, "text": "国"})


def test_papers_over_their_page_limit_are_refused():
    with pytest.raises(PaperTooLarge, match="最多 30 页"):
        render(folder(), {**DATA, "text": "\n".join(["国" * 200] * 90)})


def test_unfilled_heads_are_refused_before_rendering():
    with pytest.raises(PaperInvalid, match=r"文号（paper\.number）没有填"):
        render(folder(), {**DATA, "text": "国", "paper": {}})


@pytest.mark.parametrize(
    "seal",
    [
        b"\x89PNG\r\n\x1a\n" + b"0" * 50_000_000,
        b"GIF89a" + b"0" * 100,
        PNG[:16] + (9999).to_bytes(4, "big") * 2 + PNG[24:],
    ],
    ids=["50 MB", "not PNG", "too many pixels"],
)
def test_seal_pictures_are_bounded(seal):
    with pytest.raises(SealRefused):
        render(folder(), {**DATA, "text": "国"}, seal=seal)


def test_the_bureaus_seal_takes_the_place_of_the_specimen():
    with_specimen = render(folder(), {**DATA, "text": "国"}).pdf
    with_seal = render(folder(), {**DATA, "text": "国"}, seal=PNG).pdf

    assert "章" in page_text(with_specimen, 0)
    assert "章" not in page_text(with_seal, 0)


def test_verification_codes_are_plain():
    verify = {"url": "javascript:alert(1)", "code": "A1", "fingerprint": "0" * 64}

    with pytest.raises(PaperInvalid, match="核验地址"):
        render(folder(), {**DATA, "text": "国", "verify": verify})


def test_fonts_are_embedded_and_only_the_papers_own(tmp_path: Path):
    path = tmp_path / "paper.pdf"
    path.write_bytes(render(folder(), {**DATA, "text": "国abc垟"}).pdf)

    listed = subprocess.run(
        ["pdffonts", path], capture_output=True, text=True, check=True
    ).stdout.splitlines()[2:]

    families = {line.split()[0].partition("+")[2].split("-")[0] for line in listed}
    assert all(" yes yes yes" in line for line in listed)
    assert families <= {
        "FandolFang",
        "FandolHei",
        "FandolKai",
        "Noto",
        "NotoSerifCJKsc",
        "Liberation",
        "LiberationSerif",
    }

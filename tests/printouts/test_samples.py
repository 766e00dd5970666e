"""Every paper that is shipped, with its sample: a clean file, within its pages, all drawn, looking as approved."""

import io

import pikepdf
import pytest

from app.printouts.fonts import Face
from app.printouts.render import render
from tests.printouts.pictures import APPROVED, TOLERANCE, difference, folders, paper, sample, stored, told
from tests.printouts.sheets import DATA, attached, folder, page_text

SHIPPED = folders()
each = pytest.mark.parametrize(("owner", "name"), SHIPPED, ids=["-".join(one) for one in SHIPPED])


@each
def test_samples_make_clean_archival_files(owner: str, name: str) -> None:
    pdf = sample(owner, name)[0].pdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.check_pdf_syntax() == []  # what qpdf --check finds
        with document.open_metadata() as metadata:
            assert metadata.pdfa_status == "3U"
    assert attached(pdf) == paper(owner, name).sample


@each
def test_samples_stay_within_their_pages(owner: str, name: str) -> None:
    (rendered, _), printout = sample(owner, name), paper(owner, name)

    with pikepdf.open(io.BytesIO(rendered.pdf)) as document:
        assert 1 <= rendered.pages == len(document.pages) <= printout.pages


@each
def test_samples_draw_every_character(owner: str, name: str) -> None:
    assert sample(owner, name)[1] == ()


@each
def test_samples_say_their_number(owner: str, name: str) -> None:
    text = page_text(sample(owner, name)[0].pdf, 0)

    assert paper(owner, name).sample["paper"]["number"] in "".join(text.split())


@each
def test_samples_look_as_approved(owner: str, name: str) -> None:
    """After a wanted change: .venv/bin/python -m scripts.paper_pictures --approve, and look at what changed."""
    assert difference(sample(owner, name)[0].pdf, stored(owner, name)) <= TOLERANCE


def test_no_picture_is_approved_of_a_paper_that_is_gone() -> None:
    assert {path.name for path in APPROVED.iterdir()} == {stored(*one).name for one in SHIPPED}


@pytest.mark.parametrize("change", [{"to": "另一支救援队"}, {"cc": ["市人民政府"]}, {"drill": True}])
def test_another_paper_does_not_look_as_approved(change: dict[str, object]) -> None:
    printout = paper("common", "turn-out-instruction")

    pdf = render(printout, {**printout.sample, **change}).pdf

    assert difference(pdf, stored("common", "turn-out-instruction")) > TOLERANCE


def test_a_missing_character_would_be_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Face, "has", lambda *_: True)
    monkeypatch.setattr(Face, "advance", lambda *_: 1.0)

    with told() as complaints:
        render(folder(), {**DATA, "text": "消防🚒出动"})

    assert any(".notdef" in complaint and "U+1F692" in complaint for complaint in complaints)

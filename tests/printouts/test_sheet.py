"""The page of GB/T 9704-2012, measured on the finished PDF."""

from functools import cache

import pytest

from app.printouts.render import render
from tests.printouts.sheets import (
    DATA,
    LEFT,
    PITCH,
    RIGHT,
    TOP,
    folder,
    glyphs,
    hanzi,
    line_of,
    page_text,
    rows,
    rules,
    shipped,
)

SENTENCE = "各单位接到通知后要立即组织力量赶赴现场，按照“先近后远、满足急需”的原则开展处置（遇险先撤离），并及时报告。"
LENGTHS = [1, 2, 3, 4, 5, 6, 8, 12, 19, 30, 41]
"""Sentences, from half a page to five pages."""


@cache
def letter(sentences: int, paragraphs: int = 1) -> bytes:
    text = "\n".join([SENTENCE * sentences] * paragraphs)
    return render(folder(), {**DATA, "text": text}).pdf


def test_lengths_go_from_half_a_page_to_five():
    pages = [1 + max(g.page for g in glyphs(letter(sentences))) for sentences in LENGTHS]

    assert pages == sorted(pages)
    assert set(pages) == {1, 2, 3, 4, 5}


@pytest.mark.parametrize("sentences", LENGTHS)
def test_every_body_character_stands_on_the_grid(sentences):
    body = [g for g in hanzi(glyphs(letter(sentences))) if g.top < 262]

    off = [g for g in body if abs(line_of(g) - round(line_of(g))) * PITCH > 0.05]

    assert body
    assert not off
    assert {round(line_of(g)) for g in body} <= set(range(22))


@pytest.mark.parametrize("sentences", [30, 41])
def test_full_pages_have_22_lines(sentences):
    found = hanzi(glyphs(letter(sentences)))
    tops = [g.top for g in found if g.page == 1]

    assert min(tops) == pytest.approx(TOP, abs=0.05)
    assert max(tops) == pytest.approx(TOP + 21 * PITCH, abs=0.05)
    assert len({round(top, 1) for top in tops}) == 22


def test_28_characters_fill_the_line():
    pdf = render(folder(), {**DATA, "text": "国" * 200}).pdf

    full = [row for row in rows(hanzi(glyphs(pdf))).values() if len(row) == 28]

    assert len(full) >= 6
    for row in full:
        assert row[0].left == pytest.approx(LEFT, abs=0.05)
        assert row[-1].right == pytest.approx(RIGHT, abs=0.1)


def test_lines_are_justified_to_both_edges():
    found = glyphs(letter(12))

    lines = [row for (page, top), row in rows(found).items() if page == 1 and top < 200 and len(row) > 20]

    assert len(lines) > 10
    for row in lines:
        closing = row[-1].text in "，。、）”"
        assert row[0].left == pytest.approx(LEFT, abs=2.9 if row[0].text in "（“" else 0.1)
        assert row[-1].right == pytest.approx(RIGHT, abs=2.9 if closing else 0.15)


def test_paragraphs_are_indented_by_two_characters():
    pdf = render(folder(), {**DATA, "text": "国\n家\n人"}).pdf

    starts = [row[0].left for row in rows(hanzi(glyphs(pdf))).values() if row[0].text in "国家人"]

    assert starts == pytest.approx([LEFT + 2 * 156 / 28] * 3, abs=0.05)


def test_red_head_stands_35_mm_below_the_top_of_the_text_area():
    found = glyphs(letter(5))

    mark = [g for g in found if g.page == 0 and g.right - g.left > 13]
    number = next(g for g in found if g.text == "样" and g not in mark)

    # Noto's box is 1.151 em above the baseline, the em box of a character 0.88 em
    size = mark[0].right - mark[0].left
    assert "".join(g.text for g in mark) == "样例市应急管理局"
    assert mark[0].top + (1.151 - 0.88) * size == pytest.approx(TOP + 35, abs=0.1)
    assert rules(letter(5), 0)[0] == pytest.approx(number.top + 5.556 + 4, abs=0.15)


@pytest.mark.parametrize("sentences", LENGTHS)
def test_colophon_ends_at_the_foot_of_the_last_page_and_never_alone(sentences):
    pdf = letter(sentences)
    found = glyphs(pdf)
    last = max(g.page for g in found)

    bottoms = [rules(pdf, page)[-1:] for page in range(last + 1)]
    body = [g for g in hanzi(found) if g.page == last]

    assert bottoms[last] == [pytest.approx(TOP + 225, abs=0.4)]
    assert all(not below or below[0] < 200 for below in bottoms[:last])
    assert "印发" in page_text(pdf, last)
    assert body


@pytest.mark.parametrize("sentences", LENGTHS)
def test_signature_stands_under_at_least_one_line_of_text(sentences):
    pdf = letter(sentences)
    found = rows(hanzi(glyphs(pdf)))
    page, top = next(key for key, row in found.items() if "".join(g.text for g in row)[:4] == "样例市应")

    above = [row for (p, t), row in found.items() if p == page and TOP <= t < top]

    assert above
    assert page == max(p for p, _ in found)


def test_date_ends_four_characters_before_the_edge():
    found = glyphs(letter(5))

    day = max((g for g in hanzi(found) if g.text == "日"), key=lambda g: (g.page, g.top))

    assert day.right == pytest.approx(RIGHT - 4 * 5.556, abs=0.1)


def test_a_long_name_under_the_paper_stays_on_the_sheet():
    name = "样例经济技术开发区化工园区安全生产领导组"
    found = glyphs(render(folder(), {**DATA, "issuer": {"name": name}, "text": "国"}).pdf)

    signed = [row for row in rows(hanzi(found)).values() if "".join(g.text for g in row).endswith(name)]

    assert signed
    assert all(row[-1].right <= RIGHT + 0.1 for row in signed)


@pytest.mark.parametrize("sentences", [12, 41])
def test_page_numbers_are_odd_right_and_even_left_seven_mm_below(sentences):
    found = glyphs(letter(sentences))
    dashes = [g for g in glyphs(letter(sentences), tight=True) if g.text == "—" and g.top > 262]

    for page in range(max(g.page for g in found) + 1):
        number = [g for g in found if g.page == page and g.top > 263 and g.text.isdigit()]
        left, right = (edge for edge in sorted(d.left for d in dashes if d.page == page))
        assert "".join(g.text for g in number) == str(page + 1)
        assert (right > 170) is (page % 2 == 0)
        assert (left < 35) is (page % 2 == 1)
    assert {round(d.top, 1) for d in dashes} == {269.0}


def test_rare_place_names_do_not_move_the_lines():
    def usual(text: str) -> set[tuple[int, float]]:
        found = hanzi(glyphs(render(folder(), {**DATA, "text": text}).pdf))
        return {(g.page, round(g.top, 2)) for g in found if g.text == "国"}

    assert usual("国" * 40 + "垟峃堨埇磜塆" + "国" * 74) == usual("国" * 120)


def test_rare_place_names_are_drawn():
    found = glyphs(render(folder(), {**DATA, "text": "垟峃堨埇磜塆"}).pdf, tight=True)

    ink = {g.text: g.right - g.left for g in found if g.text in "垟峃堨埇磜塆"}

    assert set(ink) == set("垟峃堨埇磜塆")
    assert min(ink.values()) > 3


def test_titles_break_between_phrases_into_even_lines():
    template = (
        '{% extends "_base/official.html" %}'
        "{% block title %}关于调派危化品堵漏专业队<wbr>参加某冷藏厂液氨泄漏事故<wbr>处置的出动指令{% endblock %}"
    )

    found = [g for g in glyphs(render(folder(template), DATA).pdf) if 7 < g.right - g.left < 8.5]

    assert ["".join(g.text for g in row) for row in rows(found).values()] == [
        "关于调派危化品堵漏专业队",
        "参加某冷藏厂液氨泄漏事故",
        "处置的出动指令",
    ]


def test_upward_papers_name_who_signs_beside_the_number():
    paper = shipped("cross-application")

    row = next(
        row
        for (page, top), row in rows(glyphs(render(paper, paper.sample).pdf)).items()
        if page == 0 and abs(top - 110.15) < 0.1
    )

    assert "".join(g.text for g in row).endswith("签发人：局主要负责同志")
    assert row[0].left == pytest.approx(LEFT + 5.556, abs=0.1)
    assert row[-1].right == pytest.approx(RIGHT - 5.556, abs=0.1)


def test_drills_say_so_on_every_page():
    paper = shipped("summary")

    pdf = render(paper, {**paper.sample, "drill": True}).pdf

    pages = {g.page for g in glyphs(pdf)}
    assert len(pages) > 1
    assert {g.page for g in glyphs(pdf) if g.text == "练" and g.right - g.left > 30} == pages


def test_tables_repeat_their_head_and_keep_rows_whole():
    paper = shipped("filing")
    force = {**paper.sample["forces"][0], "equipment": "带压堵漏工具2套、重型防化服8套" * 4}

    rendered = render(paper, {**paper.sample, "forces": [force] * 30})

    assert rendered.pages > 2
    assert all("危化品堵漏专业队" in page_text(rendered.pdf, page) for page in range(rendered.pages - 1))

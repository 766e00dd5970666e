"""What an order must survive: runaway templates, endless tables, markup, long names, characters that no font has."""

from collections.abc import Mapping
from typing import Any

import pytest

from app.printouts.errors import FontsMissing, GlyphMissing, PaperInvalid, PaperTooLarge
from app.printouts.render import render
from tests.printouts.pictures import paper
from tests.printouts.sheets import DATA, folder, glyphs, page_text

LOOP = (
    '{% extends "_base/official.html" %}{% block body %}'
    "{% for a in rows %}{% for b in rows %}{% for c in rows %}<p>{{ a }}</p>{% endfor %}{% endfor %}{% endfor %}"
    "{% endblock %}"
)
TABLE = (
    '{% extends "_base/official.html" %}{% block body %}<table class="grid">'
    "<thead><tr><th>名称</th></tr></thead><tbody>"
    "{% for row in rows %}<tr><td>{{ row }}</td></tr>{% endfor %}</tbody></table>{% endblock %}"
)
ORDER = paper("common", "turn-out-instruction")


def order_for(name: str) -> Mapping[str, Any]:
    """The order's sample for a force of that name."""
    return {**ORDER.sample, "to": name}


def rows(count: int) -> Mapping[str, Any]:
    return {**DATA, "rows": [f"第{number}行" for number in range(count)]}


def test_a_template_that_loops_is_stopped():
    with pytest.raises(PaperTooLarge):
        render(folder(LOOP), {**DATA, "rows": [str(number) for number in range(90)]})


def test_a_table_of_forty_pages_is_refused_where_thirty_are_allowed():
    with pytest.raises(PaperTooLarge, match="最多 30 页"):
        render(folder(TABLE), rows(900))


def test_a_list_with_too_many_rows_is_refused_before_it_is_set():
    filing = paper("common", "filing")
    force = filing.sample["forces"][0]

    with pytest.raises(PaperInvalid, match="调用的力量"):
        render(filing, {**filing.sample, "forces": [force] * 61})


def test_markup_in_the_name_of_a_force_is_printed_as_text():
    name = "<b>海湾</b><script>队"

    text = "".join(g.text for g in glyphs(render(ORDER, order_for(name)).pdf))

    assert f"{name}：" in text
    assert text.count("<script>") >= 2  # in the title too


def test_a_name_of_300_characters_is_refused_with_both_lengths():
    with pytest.raises(PaperInvalid, match=r"受令力量（to）超过 60 字（现在 300 字）"):
        ORDER.check(order_for("队" * 300))


def test_the_longest_name_that_is_allowed_stays_on_the_sheet():
    pdf = render(ORDER, order_for("队" * 60)).pdf

    assert max(g.right for g in glyphs(pdf)) < 190
    assert "指令" in page_text(pdf, 0)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("🚒突击队", r"U\+1F692"),
        ("海湾队\U0002ffff", r"U\+2FFFF"),
        ("a\x0b队", r"U\+000B"),
        ("a\x01", r"U\+0001"),
    ],
)
def test_characters_that_no_font_has_are_refused_before_a_number_is_spent(name: str, shown: str):
    with pytest.raises(GlyphMissing, match=shown):
        ORDER.check(order_for(name))


def test_characters_in_rows_are_looked_at_too():
    filing = paper("common", "filing")
    force = {**filing.sample["forces"][0], "equipment": "云梯车🚒"}

    with pytest.raises(GlyphMissing, match=r"U\+1F692"):
        filing.check({**filing.sample, "forces": [force]})


@pytest.mark.parametrize("name", ["垟峃堨埇救援队", "㵲阳河队", "A-1 队\u200b"])
def test_rare_names_of_places_pass(name: str):
    ORDER.check(order_for(name))


def test_a_machine_without_fonts_leaves_the_refusal_to_the_renderer(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("app.printouts.fonts.faces", _without_fonts)

    ORDER.check(order_for("🚒突击队"))


def _without_fonts() -> None:
    raise FontsMissing(what="仿宋", command="scripts/fonts.sh")

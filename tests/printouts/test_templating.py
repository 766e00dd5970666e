import pytest

from app.printouts.errors import PaperIncomplete, PaperInvalid, PaperTooLarge, TemplateBroken
from app.printouts.templating import Templates


def fill(template: str, data=None, **options) -> str:
    return Templates({"template.html": template}).fill("template.html", data or {}, **options)


def test_values_are_escaped():
    html = fill("{{ name }}", {"name": "<script>alert(1)</script>&"})

    assert html == "&lt;script&gt;alert(1)&lt;/script&gt;&amp;"


def test_numbers_and_truth_print_as_people_write_them():
    assert fill("{{ a }} {{ b }} {{ c }}", {"a": 23.5, "b": True, "c": 12}) == "23.5 是 12"


@pytest.mark.parametrize(
    "template", ["{{ force.name }}", "{% for n in force.name %}{% endfor %}", "{{ 'x' ~ force.name }}"]
)
def test_missing_names_refuse_the_issue(template):
    with pytest.raises(PaperIncomplete, match=r"force\.name"):
        fill(template, {"force": {}})


def test_missing_names_are_red_in_a_preview():
    html = fill("{{ force.name }}", {"force": {"name": None}}, preview=True)

    assert html == '<mark class="missing">〔force.name〕</mark>'


def test_optional_names_may_be_asked_for():
    assert fill("{% if a.b.c %}x{% endif %}{{ d | default('无') }}", {}) == "无"


@pytest.mark.parametrize(
    "template",
    [
        "{{ ''.__class__.__mro__ }}",
        "{{ data.items() }}",
        "{{ 'a'.format(1) }}",
        "{{ x['__init__'] }}",
        "{{ self.__init__.__globals__ }}",
        "{{ loop.__class__ }}",
        "{{ cycler }}{{ lipsum() }}{{ namespace() }}",
        "{{ range(9) }}",
    ],
)
def test_nothing_but_data_is_reachable(template):
    with pytest.raises((PaperIncomplete, TemplateBroken)):
        fill(template, {"data": {"a": 1}, "x": "text"})


@pytest.mark.parametrize(
    "template",
    [
        "{% import 'os' as os %}",
        "{% include '/etc/passwd' %}",
        "{% extends '../../app/config.py' %}",
        "{{ 'a' * 1000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ '%999999999d' % 1 }}",
        "{{ names | attr('x') }}",
        "{% if %}",
        "{{ names }}",
    ],
)
def test_forbidden_constructs_are_refused_with_their_file(template):
    with pytest.raises(TemplateBroken, match=r"template\.html"):
        fill(template, {"names": ["a", "b"]})


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in n %}{% for b in n %}{% for c in n %}{% endfor %}{% endfor %}{% endfor %}",
        "{% macro m(x) %}{{ m(x) }}{{ m(x) }}{% endmacro %}{{ m(1) }}",
        "{% for a in n %}{% for b in n %}{{ long }}{% endfor %}{% endfor %}",
        "{% set a %}{{ long }}{{ long }}{% endset %}"
        + "".join(f"{{% set a %}}{{{{ a }}}}{{{{ a }}}}{{% endset %}}{{# {i} #}}" for i in range(40)),
    ],
    ids=["loops", "macros", "output", "doubling"],
)
def test_runaway_templates_are_stopped(template):
    with pytest.raises(PaperTooLarge):
        fill(template, {"n": list(range(100)), "long": "国" * 10_000})


@pytest.mark.parametrize(
    "template",
    [
        "{% for a in rows %}TEXT{% endfor %}",
        "{% for a in rows %}{% set b %}TEXT{% endset %}{% endfor %}",
        "{% macro m() %}{% for a in rows %}TEXT{% endfor %}{% endmacro %}{{ m() }}",
        "{% block b %}{% for a in rows %}TEXT{% endfor %}{% endblock %}",
    ],
)
def test_fixed_text_costs_as_often_as_it_is_written(template):
    with pytest.raises(PaperTooLarge, match="输出"):
        fill(template.replace("TEXT", "国" * 10_000), {"rows": [1] * 300})


def test_growing_texts_are_stopped():
    template = (
        "{% macro m(t, n) %}{% if n %}{{ m(t ~ t, n - 1) }}{% endif %}{% endmacro %}{{ m('x' ~ 'y', 40) }}"
    )

    with pytest.raises(PaperInvalid, match="模板拼出的文字"):
        fill(template)


@pytest.mark.parametrize(
    "data",
    [
        {"a": [1] * 30_000},
        {"a": "国" * 30_000},
        {"a": object()},
        {"a": "\ud800"},
        {"a": 10**40},
        {"a": float("nan")},
        {"a": {"b": {"c": {"d": {"e": {"f": {"g": {"h": {"i": {"j": {"k": {"l": {"m": 1}}}}}}}}}}}}},
    ],
    ids=["many", "long", "object", "surrogate", "huge", "nan", "deep"],
)
def test_data_are_plain_and_bounded(data):
    with pytest.raises((PaperInvalid, PaperTooLarge)):
        fill("x", data)

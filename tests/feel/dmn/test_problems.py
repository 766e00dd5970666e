import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from app.feel.dmn.decisions import Decisions, problems
from app.feel.dmn.problems import DecisionModelRefused
from app.feel.dmn.xml import MAX_BYTES
from tests.feel.dmn.builder import data, decision, knowledge, model, table

_GOOD = decision("d", table(["x"], ["r"], [["< 1", "1"], [">= 1", "2"]]))

_BOMB = b"""<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><definitions>&b;</definitions>"""
_UTF16 = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE d SYSTEM "file:///etc/passwd"><d/>'.encode(
    "utf-16"
)
_JAVA = (
    '<businessKnowledgeModel id="f" name="f"><encapsulatedLogic kind="Java"><context/></encapsulatedLogic>'
    "</businessKnowledgeModel>"
)


def codes(xml: bytes) -> list[str]:
    return [problem.code for problem in problems(xml)]


def test_good_model_has_no_problems() -> None:
    assert codes(model(_GOOD)) == []


@pytest.mark.parametrize(
    ("xml", "code"),
    [
        (b"", "not-xml"),
        (b"<a", "not-xml"),
        (b"\xff\xfe\x00", "not-xml"),
        (b"<definitions/>", "not-dmn"),
        (b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>', "not-dmn"),
        (_BOMB, "doctype"),
        (_UTF16, "doctype"),
        (b" " * (MAX_BYTES + 1), "too-large"),
        (model(_GOOD, attributes='expressionLanguage="http://www.java.com/java"'), "expression-language"),
        (
            model(_GOOD, attributes='expressionLanguage="https://www.omg.org/spec/DMN/20240513/B-FEEL/"'),
            "expression-language",
        ),
        (model(_JAVA), "external-function"),
        (model(decision("d", table(["x"], ["r"], [["1", "1"]], "BEST"))), "hit-policy"),
        (model(decision("d", table(["x"], ["r"], [["1", "1"]], "FIRST", "SUM"))), "hit-policy"),
        (model(decision("d", table(["x"], ["r"], [["1"]]))), "malformed"),
        (model(decision("d", table(["x"], [], [["1"]]))), "malformed"),
        (model(decision("d", "1", requires="decision:e")), "unresolved-reference"),
        (model(decision("d", "1", requires="input:urn:else#x")), "unresolved-reference"),
        (model(decision("d", "1") + decision("d", "2")), "duplicate-id"),
        (model(decision("d", "d", requires="decision:d")), "cycle"),
    ],
)
def test_model_is_refused(xml: bytes, code: str) -> None:
    assert code in codes(xml)
    with pytest.raises(DecisionModelRefused) as refused:
        Decisions.from_xml(xml)

    assert code in [problem.code for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (decision("d", "1 +"), "syntax"),
        (decision("d", table(["x +"], ["r"], [["1", "1"]])), "syntax"),
        (decision("d", table(["x"], ["r"], [["1..", "1"]])), "syntax"),
        (decision("d", table(["x"], ["r"], [["1", "1 1"]])), "syntax"),
        (decision("d", table(["x"], ["r||)"], [["1", "1"]])), "syntax"),
        (decision("d", "${x > 1}"), "juel-expression"),
        (data("x", "tNone") + decision("d", "1"), "unknown-type"),
        (decision("d", table(["x"], ["r", "r"], [["1", "1", "2"]])), "output-name"),
        (data("x") + decision("d", "x + 1"), "not-required"),
        (decision("d", "1") + knowledge("f", "n", "n + d"), "not-required"),
    ],
)
def test_model_with_a_bad_text_is_loaded_with_the_problem(body: str, code: str) -> None:
    decisions = Decisions.from_xml(model(body))

    assert code in [problem.code for problem in decisions.problems]


def test_problem_names_element_and_line() -> None:
    xml = model(
        f"<!-- -->\n<!-- -->\n{decision('响应级别', table(['x'], ['r'], [['-', '1'], ['> >', '2']]))}"
    )

    (problem,) = problems(xml)

    assert (problem.element, problem.line) == ("inputEntry", 5)
    assert problem.message.startswith("inputEntry「响应级别 规则 2」（第 5 行）：")


def test_extensions_of_other_products_are_passed_over() -> None:
    body = _GOOD.replace(
        "<decisionTable",
        '<extensionElements><camunda:x xmlns:camunda="urn:c"/></extensionElements><decisionTable',
    ).replace("<inputExpression>", '<inputExpression c:inputVariable="y" xmlns:c="urn:c">')

    assert codes(model(body)) == []


@pytest.mark.parametrize("version", ["20151101/dmn.xsd", "20180521/MODEL/"])
def test_older_namespaces_are_read(version: str) -> None:
    assert codes(model(_GOOD, xmlns=f"http://www.omg.org/spec/DMN/{version}")) == []


@pytest.mark.parametrize(
    "language", ["feel", "feel-scala-unary-tests", "https://www.omg.org/spec/DMN/20191111/FEEL/", ""]
)
def test_feel_is_accepted_by_all_its_names(language: str) -> None:
    assert codes(model(_GOOD, attributes=f'expressionLanguage="{language}"')) == []


_VALID = model(_GOOD)


@given(st.binary(max_size=400) | st.tuples(st.integers(0, len(_VALID)), st.binary(max_size=9)))
@example((40, b"<"))
@settings(max_examples=150, deadline=None)
def test_no_input_raises(written: bytes | tuple[int, bytes]) -> None:
    xml = written if isinstance(written, bytes) else _VALID[: written[0]] + written[1] + _VALID[written[0] :]

    assert isinstance(problems(xml), list)


@pytest.mark.parametrize("depth", [100, 250, 5000])
def test_deep_nesting_is_refused(depth: int) -> None:
    assert codes(model(decision("d", "<list>" * depth + "</list>" * depth)))


def test_large_table_is_sound() -> None:
    rules = [[f"[{n}..{n + 1})", f'"level {n}"'] for n in range(1000)]

    assert codes(model(decision("d", table(["x"], ["r"], rules)))) == []

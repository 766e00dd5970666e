from datetime import date, datetime
from decimal import Decimal

import pytest

from app.feel.dmn.decisions import Decisions
from app.feel.dmn.problems import DecisionModelRefused, DecisionUnknown
from app.feel.errors import FeelBoundError
from app.feel.limits import Limits
from tests.feel.dmn.builder import DMN13, data, decision, knowledge, literal, model, table


def load(*parts: str, imports: tuple[bytes, ...] = ()) -> Decisions:
    return Decisions.from_xml(model("".join(parts)), imports=imports)


def test_decision_is_found_by_name_and_by_id() -> None:
    body = decision("first", "1").replace('id="first"', 'id="id1"')

    decisions = load(body)

    assert decisions.evaluate("first", {}).value == 1
    assert decisions.evaluate("id1", {}).value == 1


def test_unknown_name_is_refused() -> None:
    with pytest.raises(DecisionUnknown, match="nothing"):
        load(decision("d", "1")).evaluate("nothing", {})


def test_required_decision_is_in_scope() -> None:
    decisions = load(
        data("人员 数量", "number"),
        decision("a", "人员 数量 + 1", requires="input:人员 数量;"),
        decision("b", "a * 2", requires="decision:a"),
    )

    assert decisions.evaluate("b", {"人员 数量": 4}).value == 10


def test_decision_that_is_not_required_is_not_in_scope() -> None:
    decisions = load(decision("a", "1"), decision("b", "a"))

    assert decisions.evaluate("b", {"a": 5}).value is None


def test_required_decision_is_evaluated_once() -> None:
    chain = [decision("d0", table(["1"], ["r"], [["-", "1"]]))]
    chain += [decision(f"d{n}", f"d{n - 1} + d{n - 1}", requires=f"decision:d{n - 1}") for n in range(1, 60)]

    result = load(*chain).evaluate("d59", {})

    assert result.value == 2**59


def test_long_chains_of_requirements_end() -> None:
    chain = [decision("d0", "1")]
    chain += [decision(f"d{n}", f"d{n - 1} + 1", requires=f"decision:d{n - 1}") for n in range(1, 2000)]

    assert load(*chain).evaluate("d1999", {}).value == 2000


def test_process_variables_are_seen_where_nothing_else_has_the_name() -> None:
    assert load(decision("d", "x + 1")).evaluate("d", {"x": 1, "y": object()}).value == 2


def test_decision_may_be_named_as_the_variable_it_reads() -> None:
    assert load(decision("level", "level + 1")).evaluate("level", {"level": 1}).value == 2


def test_host_values_are_converted() -> None:
    decisions = load(data("x"), decision("d", "x", requires="input:x"))

    assert decisions.evaluate("d", {"x": 0.1}).value == Decimal("0.1")
    assert decisions.evaluate("d", {"x": (1, {"a": 2})}).value == [1, {"a": 2}]
    assert (
        load(data("x"), decision("d", "x.year", requires="input:x"))
        .evaluate("d", {"x": date(2024, 5, 1)})
        .value
        == 2024
    )


@pytest.mark.parametrize(
    ("type_ref", "given", "expected"),
    [
        ("number", 5, 5),
        ("number", "5", None),
        ("string", "x", "x"),
        ("number", [5], 5),
        ("boolean", True, True),
        ("date and time", datetime(2024, 5, 1), True),
        ("unknown", 5, 5),
    ],
)
def test_input_data_has_its_type(type_ref: str, given: object, expected: object) -> None:
    decisions = load(data("x", type_ref), decision("d", "x", requires="input:x"))

    value = decisions.evaluate("d", {"x": given}).value

    assert value is not None if expected is True else value == expected


def test_input_data_of_another_type_warns() -> None:
    decisions = load(data("x", "number"), decision("d", "x", requires="input:x"))

    assert "inputData「x」" in decisions.evaluate("d", {"x": "5"}).warnings[0].message_zh


def test_decision_of_another_type_is_null() -> None:
    assert load(decision("d", '"x"', type_ref="number")).evaluate("d", {}).value is None


def test_missing_input_is_null() -> None:
    assert (
        load(data("x", "number"), decision("d", "x = null", requires="input:x")).evaluate("d", {}).value
        is True
    )


def test_decision_without_logic_is_null() -> None:
    assert load('<decision id="d" name="d"/>').evaluate("d", {}).value is None


def service(name: str, **parts: str) -> str:
    references = "".join(
        f'<{tag} href="#{target}"/>' for tag, targets in parts.items() for target in targets.split()
    )
    return (
        f'<decisionService id="{name}" name="{name}"><variable name="{name}"/>{references}</decisionService>'
    )


SERVICE = (
    data("x", "number"),
    decision("rate", "1"),
    decision("inner", "x * rate", requires="input:x decision:rate"),
    decision("out", "inner + 1", requires="decision:inner"),
    service("s", outputDecision="out", encapsulatedDecision="inner", inputDecision="rate", inputData="x"),
)


def test_service_takes_its_input_decisions_from_the_caller() -> None:
    assert load(*SERVICE).evaluate("s", {"x": 3, "rate": 10}).value == 31


def test_service_evaluated_shows_its_decisions() -> None:
    evidence = load(*SERVICE).evaluate("s", {"x": 3, "rate": 10}).evidence

    assert (evidence.name, evidence.value, [one.name for one in evidence.required]) == ("s", 31, ["out"])


def test_service_is_a_function_of_input_data_then_input_decisions() -> None:
    decisions = load(*SERVICE, decision("d", "s(3, 10)", requires="knowledge:s"))

    assert decisions.evaluate("d", {"x": 100}).value == 31


def test_service_with_several_outputs_gives_a_context() -> None:
    decisions = load(decision("a", "1"), decision("b", "2"), service("s", outputDecision="a b"))

    assert decisions.evaluate("s", {}).value == {"a": 1, "b": 2}


def test_knowledge_model_can_be_evaluated() -> None:
    decisions = load(knowledge("f", "a:number b:number", "a - b"))

    assert decisions.evaluate("f", {"a": 5, "b": 3}).value == 2


OTHER = model(
    '<itemDefinition name="tLevel"><typeRef>string</typeRef>'
    '<allowedValues><text>"I","II"</text></allowedValues></itemDefinition>'
    + data("who", "string")
    + decision("greet the person", '"hello " + who', requires="input:who")
    + knowledge("double", "n", "n * 2"),
    namespace="urn:other",
)


def importing(name: str) -> str:
    return f'<import namespace="urn:other" name="{name}" importType="{DMN13}"/>'


@pytest.mark.parametrize(
    "context",
    [{"the other": {"who": "you"}}, {"{urn:other}who": "you"}, {"who": "you"}],
    ids=["by import name", "by namespace", "by name"],
)
def test_imported_decision_is_found_under_the_import_name(context: dict[str, object]) -> None:
    decisions = load(
        importing("the other"),
        decision("d", 'the other.greet the person + "!"', requires="decision:urn:other#greet the person;"),
        imports=(OTHER,),
    )

    assert decisions.evaluate("d", context).value == "hello you!"


def test_import_without_a_name_brings_the_names_themselves() -> None:
    decisions = load(
        importing(""), decision("d", "double(4)", requires="knowledge:urn:other#double"), imports=(OTHER,)
    )

    assert decisions.evaluate("d", {}).value == 8


def test_reference_without_a_namespace_leads_into_an_import_without_a_name() -> None:
    decisions = load(importing(""), decision("d", "double(4)", requires="knowledge:double"), imports=(OTHER,))

    assert decisions.evaluate("d", {}).value == 8


def test_imported_knowledge_model_and_type_work() -> None:
    decisions = load(
        importing("o"),
        decision("d", "o.double(4)", requires="knowledge:urn:other#double"),
        decision("good", '"II"', type_ref="o.tLevel"),
        decision("bad", '"III"', type_ref="o.tLevel"),
        imports=(b"<no dmn/>", OTHER),
    )

    assert decisions.evaluate("d", {}).value == 8
    assert decisions.evaluate("good", {}).value == "II"
    assert decisions.evaluate("bad", {}).value is None


def test_import_that_is_not_deployed_is_refused() -> None:
    with pytest.raises(DecisionModelRefused, match="urn:other"):
        load(importing("o"), decision("d", "1"))


def test_models_that_import_each_other_are_refused() -> None:
    other = model(
        f'<import namespace="urn:test" name="back" importType="{DMN13}"/>' + decision("e", "1"),
        namespace="urn:other",
    )

    with pytest.raises(DecisionModelRefused, match="引入了自己"):
        load(importing("o"), decision("d", "1"), imports=(other,))


@pytest.mark.parametrize(
    "parts",
    [
        [decision("a", "b", requires="decision:b"), decision("b", "a", requires="decision:a")],
        [decision("a", "a", requires="decision:a")],
        [knowledge("f", "n", "f(n)", requires="knowledge:f"), decision("a", "1")],
        [decision("a", "s()", requires="knowledge:s"), service("s", outputDecision="a")],
    ],
    ids=["two", "self", "knowledge", "service"],
)
def test_cyclic_requirements_are_refused(parts: list[str]) -> None:
    with pytest.raises(DecisionModelRefused, match="成环"):
        load(*parts)


def test_cell_that_is_no_feel_is_null_and_a_problem() -> None:
    decisions = load(decision("d", table(["x"], ["r"], [["> >", "1"], ["-", "2"]], "COLLECT")))

    result = decisions.evaluate("d", {"x": 1})

    assert result.value == [2]
    assert "规则 1" in result.warnings[0].message_zh
    assert [problem.code for problem in decisions.problems] == ["syntax"]


def test_steps_are_bounded_over_the_whole_decision() -> None:
    loop = "for i in 1..1000 return i"
    chain = [decision("d0", loop)]
    chain += [decision(f"d{n}", loop, requires=f"decision:d{n - 1}") for n in range(1, 50)]

    with pytest.raises(FeelBoundError):
        load(*chain).evaluate("d49", {}, limits=Limits(steps=10_000))


def test_reads_names_what_the_caller_gives() -> None:
    decisions = load(
        data("x"),
        decision("a", "x + y", requires="input:x"),
        decision("b", "a + count([z for_all])".replace(" for_all", ""), requires="decision:a"),
    )

    assert decisions.reads("b") == {"x", "y", "z"}


def test_reads_of_services_and_knowledge_models_are_their_parameters() -> None:
    decisions = load(*SERVICE, knowledge("f", "a b", "a + b + c"))

    assert decisions.reads("s") == {"x", "rate"}
    assert decisions.reads("f") == {"a", "b"}
    assert decisions.evaluable == {"s", "f", "out", "inner", "rate"}


def test_boxed_iterator_names_are_not_read_from_the_caller() -> None:
    box = f'<for iteratorVariable="n"><in>{literal("xs")}</in><return>{literal("n + k")}</return></for>'

    assert load(decision("d", box)).reads("d") == {"xs", "k"}


def test_names_are_the_decisions() -> None:
    assert load(data("x"), decision("b", "1"), decision("a", "1"), knowledge("f", "n", "n")).names == (
        "b",
        "a",
    )

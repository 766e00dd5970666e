"""The conditions of the shipped forms and the cells of the shipped decisions."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from tests.feel.agreement.feelin import ROOT

_CELLS = {"inputExpression", "outputEntry", "literalExpression"}


@dataclass(frozen=True, order=True)
class Shipped:
    """An expression's text, or that of a cell's unary tests."""

    text: str
    tests: bool = False


def shipped() -> list[Shipped]:
    """All of them, each once, in order."""
    return sorted({*_of_forms(), *_of_models()})


def _of_forms() -> Iterator[Shipped]:
    for path in ROOT.glob("forms/**/*.form"):
        yield from _of_json(json.loads(path.read_text(encoding="utf-8")))


def _of_json(value: Any) -> Iterator[Shipped]:
    if isinstance(value, dict):
        condition = value.get("hide")
        if isinstance(condition, str) and condition.strip().startswith("="):
            yield _expression(condition)
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _of_json(item)


def _of_models() -> Iterator[Shipped]:
    for path in ROOT.glob("processes/**/*.dmn"):
        for element in etree.parse(path).iter("{*}*"):
            yield from _of_element(element)


def _of_element(element: Any) -> Iterator[Shipped]:
    name = etree.QName(element).localname
    text = element.text or ""
    if name != "text" or not text.strip():
        return
    holder = etree.QName(element.getparent()).localname
    if holder in _CELLS:
        yield _expression(text)
    elif holder == "inputEntry":
        yield Shipped(text.strip(), tests=True)


def _expression(text: str) -> Shipped:
    return Shipped(text.strip().removeprefix("=").strip())

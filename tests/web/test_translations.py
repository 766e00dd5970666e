"""Each text of the pages has an English one that takes the same values."""

import ast
import re

from babel.messages.pofile import read_po

from scripts.catalogue import CHINESE, ENGLISH, speaking, stored, used

VALUES = re.compile(r"%\((\w+)\)(?:[sd]|\.\d+f)|(?<!\{)\{(\w+)\}(?!\})")


def values(text: str) -> set[str]:
    return {first or second for first, second in VALUES.findall(text)}


def is_chinese(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) and CHINESE.search(ast.unparse(node)) is not None


def test_sentences_with_values_are_texts_that_can_be_translated() -> None:
    lost = [
        f"{path}:{node.lineno}"
        for path in speaking()
        for node in ast.walk(ast.parse(path.read_text()))
        if is_chinese(node)
    ]

    assert lost == [], "write Text(template, name=value) instead of a formatted string"


def test_every_text_is_translated() -> None:
    known = stored()

    missing = sorted(text for text in used() if not known.get(text))

    assert missing == [], "run python -m scripts.catalogue and fill what it names"


def test_translations_take_the_same_values() -> None:
    wrong = {chinese: english for chinese, english in stored().items() if values(chinese) != values(english)}

    assert wrong == {}


def test_nothing_is_translated_twice_or_uncertainly() -> None:
    with ENGLISH.open("rb") as file:
        assert [entry.id for entry in read_po(file, locale="en") if entry.id and entry.fuzzy] == []

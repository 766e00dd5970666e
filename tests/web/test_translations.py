"""Each text of the pages has an English one that takes the same values."""

import re

from babel.messages.pofile import read_po

from scripts.catalogue import ENGLISH, stored, used

VALUES = re.compile(r"%\((\w+)\)[sd]|%\((\w+)\)\.\d+f")


def values(text: str) -> set[str]:
    return {first or second for first, second in VALUES.findall(text)}


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

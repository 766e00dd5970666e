"""YAML is plain data with lines; everything else is refused before it is built."""

import pytest

from app.bundle.faults import Faults
from app.bundle.yamlfile import read_yaml


def codes(text: str | bytes) -> list[tuple[str, int | None]]:
    faults = Faults("a.yaml")
    read_yaml(text.encode() if isinstance(text, str) else text, faults)
    return [(found.code, found.line) for found in faults]


def test_values_know_their_lines() -> None:
    faults = Faults("a.yaml")

    source = read_yaml(b"a: 1\nb:\n  - x\n  - {c: 2026-10-01}\n", faults)

    assert source is not None
    assert source.data["b"][0] == "x"
    assert source.line(("b", 1, "c")) == 4
    assert source.line(("b", 7, "nowhere")) == 3
    assert len(faults) == 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: [1", ("yaml-syntax", 1)),
        ("a: 1\n\tb: 2", ("yaml-syntax", 2)),
        ("a: 1\na: 2", ("yaml-duplicate", 2)),
        ("a: &x 1\nb: *x", ("yaml-unsafe", 1)),
        ("a: !!python/object/apply:os.system [id]", ("yaml-unsafe", 1)),
        ("? [a]\n: 1", ("yaml-unsafe", 1)),
        ("[" * 13 + "]" * 13, ("yaml-unsafe", 1)),
        ("[" * 5_000, ("yaml-unsafe", 1)),
        (b"\xff\xfe\x00", ("yaml-syntax", None)),
        (b"a: \x00", ("yaml-syntax", None)),
        (b"a: " + b"x" * 1_100_000, ("file-too-large", None)),
        ("--- a\n--- b", ("yaml-syntax", 2)),
        ("a:\n  b: 1" + ":1" * 20_000, ("yaml-unsafe", 2)),
        ("a: 0x" + "f" * 5_000, ("yaml-unsafe", 1)),
        ("a: 1" + ":1" * 1_000 + ".5", ("yaml-unsafe", 1)),
    ],
)
def test_what_is_no_plain_data_is_refused_at_its_line(
    text: str | bytes, expected: tuple[str, int | None]
) -> None:
    assert codes(text)[0] == expected


def test_laughing_aliases_are_refused_before_they_grow() -> None:
    text = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
        f"{b}: &{b} [{','.join([f'*{a}'] * 9)}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )

    assert {code for code, _ in codes(text)} == {"yaml-unsafe"}


def test_empty_file_holds_nothing() -> None:
    source = read_yaml(b"", Faults("a.yaml"))

    assert source is not None
    assert source.data is None

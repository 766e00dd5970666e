"""What was worked out is given again, and the oldest of too many goes."""

from app.core.remembered import Remembered


def test_value_is_worked_out_once() -> None:
    asked: list[str] = []
    known: Remembered[str] = Remembered(2)

    for key in ("a", "a", "b", "a"):
        assert known.get(key, lambda key=key: asked.append(key) or key.upper()) == key.upper()  # type: ignore[func-returns-value,misc]  # append gives None

    assert asked == ["a", "b"]


def test_heavy_value_drives_out_many() -> None:
    known: Remembered[int] = Remembered(10)
    for key, weight in (("a", 4), ("b", 4), ("b", 4), ("c", 8), ("d", 11)):
        known.get(key, lambda: 0, weight)

        assert known.get(key, lambda: 1) == (0 if key != "d" else 1)

    assert [known.get(key, lambda: 1) for key in "abc"] == [1, 1, 1]


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    known: Remembered[int] = Remembered(2)
    for number, key in enumerate(("a", "b", "a", "c")):
        known.get(key, lambda number=number: number)  # type: ignore[misc]  # bound at once

    assert [known.get(key, lambda: 9) for key in ("a", "c", "b")] == [0, 3, 9]

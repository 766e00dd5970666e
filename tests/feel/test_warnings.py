from app.feel import FeelWarning, collect_warnings, evaluate


def test_nobody_needs_to_collect() -> None:
    assert evaluate('substring("a", 5)') is None


def test_wrong_argument_is_explained_at_its_call() -> None:
    with collect_warnings() as warnings:
        evaluate('1 + 2 = 3 and contains("a")')

    assert warnings == [FeelWarning("函数 contains 的参数不对", "wrong arguments for function contains", 14)]


def test_inner_collection_keeps_its_own() -> None:
    with collect_warnings() as outer:
        evaluate("a")
        with collect_warnings() as inner:
            evaluate("b")

    assert [warning.message_en for warning in outer] == ["there is no variable “a”"]
    assert [warning.message_en for warning in inner] == ["there is no variable “b”"]


def test_warnings_are_bounded() -> None:
    with collect_warnings() as warnings:
        evaluate("for i in 1..1000 return a")

    assert len(warnings) == 200

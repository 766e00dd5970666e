"""Times and durations as people say them."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from app.web import wording
from app.web.pages import Deadline
from app.web.templating import as_json, iso, stressed
from tests.web.gallery import create_gallery
from tests.web.samples.tasks import NOW, at


@pytest.fixture(scope="module")
def gallery() -> Flask:
    return create_gallery()


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest, gallery: Flask) -> Iterator[str]:
    with gallery.test_request_context(f"/?lang={request.param}"):
        yield request.param


@pytest.fixture
def chinese(gallery: Flask) -> Iterator[None]:
    with gallery.test_request_context("/"):
        yield


@pytest.mark.parametrize(
    ("seconds", "coarse", "fine"),
    [
        (0, "0 秒", "0 秒"),
        (59.9, "59 秒", "59 秒"),
        (60, "1 分", "1 分"),
        (252, "4 分", "4 分 12 秒"),
        (600, "10 分", "10 分"),
        (3599, "59 分", "59 分"),
        (3660, "1 小时 1 分", "1 小时 1 分"),
        (4 * 3600 + 120, "4 小时", "4 小时"),
        (25 * 3600, "1 天", "1 天"),
    ],
)
@pytest.mark.usefixtures("chinese")
def test_duration_says_the_units_that_are_full(seconds: float, coarse: str, fine: str) -> None:
    assert wording.duration(seconds) == coarse
    assert wording.duration(seconds, fine=True) == fine


@pytest.mark.parametrize(
    ("due", "state", "left", "note"),
    [
        (Deadline(), "none", "无时限", ""),
        (
            Deadline(due=at("03:18"), paused="退回修改中，03:04 起"),
            "paused",
            "已停表",
            "退回修改中，03:04 起",
        ),
        (Deadline(due=at("03:11"), after="已上报"), "over", "逾期 2 分", "应于 03:11 · 已上报"),
        (Deadline(due=at("03:18"), limit=timedelta(minutes=10)), "near", "还剩 4 分", "03:18 前"),
        (Deadline(due=at("03:35"), limit=timedelta(minutes=30)), "plain", "还剩 21 分", "03:35 前"),
        (Deadline(due=at("04:00"), limit=timedelta(hours=8)), "near", "还剩 46 分", "04:00 前"),
        (Deadline(due=at("17:30")), "plain", "今天 17:30", "还有 14 小时"),
        (Deadline(due=at("02:00", day=23)), "plain", "明天 02:00", "还有 22 小时"),
        (Deadline(due=at("12:00", day=30)), "plain", "11月30日", "还有 8 天"),
        (
            Deadline(due=at("23:00", day=20), after="已上报"),
            "over",
            "逾期 1 天",
            "应于 11月20日 23:00 · 已上报",
        ),
    ],
)
@pytest.mark.usefixtures("chinese")
def test_deadline_says_what_is_left_and_what_happens(due: Deadline, state: str, left: str, note: str) -> None:
    words = wording.deadline(due, NOW)

    assert (words.state, words.left.replace("11 月 30 日", "11月30日")) == (state, left)
    assert words.note.replace("11 月 20 日", "11月20日") == note


@pytest.mark.usefixtures("chinese")
def test_used_part_grows_from_nothing_to_all() -> None:
    limit = timedelta(minutes=10)

    used = [
        wording.deadline(Deadline(due=NOW + timedelta(minutes=left), limit=limit), NOW).used
        for left in (20, 10, 5, -1)
    ]

    assert used == [0.0, 0.0, 0.5, 1.0]


def test_dates_are_those_of_the_language(language: str) -> None:
    said = (
        wording.weekday(NOW),
        wording.moment(at("03:18"), NOW),
        wording.moment(NOW - timedelta(days=400), NOW),
    )

    expected = {
        "zh": ("11 月 22 日 星期日", "03:18", "2025-10-18 03:13"),
        "en": ("Sun 22 Nov", "03:18", "2025-10-18 03:13"),
    }
    assert said == expected[language]


@pytest.mark.usefixtures("chinese")
def test_script_gets_the_instant_in_the_zone_of_the_reader() -> None:
    from datetime import UTC

    assert iso(NOW.astimezone(UTC)) == "2026-11-22T03:13:48+08:00"


def test_stressed_words_are_bold_and_the_rest_is_escaped() -> None:
    assert stressed("**<b>**与 <i>") == "<strong>&lt;b&gt;</strong>与 &lt;i&gt;"


def test_data_cannot_end_its_block() -> None:
    assert "</script>" not in as_json({"text": "</script><script>alert(1)</script>"})

import pytest

from app.forms.moments import serialised, submitted


@pytest.mark.parametrize(
    ("subtype", "form", "stored", "shown"),
    [
        ("date", "no_timezone", "2026-11-22", "2026-11-22"),
        ("date", "no_timezone", "2026-11-22T03:16", None),
        ("time", "utc_offset", "03:16:59", "03:16+08:00"),
        ("time", "utc_normalized", "03:16+08:00", "19:16Z"),
        ("time", "no_timezone", "19:16Z", "03:16"),
        ("datetime", "utc_offset", "2026-11-21T19:16:30.123Z", "2026-11-22T03:16+08:00"),
        ("datetime", "utc_normalized", "2026-11-22T03:16", "2026-11-21T19:16Z"),
        ("datetime", "no_timezone", "2026-11-21T20:16+01:00", "2026-11-22T03:16"),
        ("datetime", "no_timezone", "2026-02-30T03:16", None),
        ("datetime", "no_timezone", "0001-01-01T00:00+14:00", None),
        ("datetime", "no_timezone", 20261122, None),
    ],
)
def test_stored_moment_is_written_as_the_form_writes_it(subtype, form, stored, shown):
    assert serialised(subtype, form, stored) == shown


@pytest.mark.parametrize("text", ["03:16+15:00", "25:00", "3:16", "03:16 ", "03:16z", "０3:16"])
def test_time_that_no_picker_writes_is_not_read(text):
    assert submitted("time", text) is None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("2026-11-22T02:40+08:00", "utc_offset"),
        ("2026-11-21T18:40+00:00", "utc_offset"),
        ("2026-11-21T18:40Z", "utc_normalized"),
        ("2026-11-22T02:40", "no_timezone"),
    ],
)
def test_a_moment_is_read_with_the_format_it_was_written_in(text, form):
    moment = submitted("datetime", text)

    assert moment is not None
    assert (moment.form, moment.at.strftime("%H:%M")) == (form, "02:40")

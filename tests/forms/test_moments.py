"""Dates and times as browsers around the world send them."""

import pytest

from app.forms.moments import submitted


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

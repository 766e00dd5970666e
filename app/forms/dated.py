"""Dates and times, and values that expressions compute."""

from typing import Any

from marshmallow import ValidationError

from app.core.clock import SHANGHAI
from app.core.texts import Text
from app.forms import moments
from app.forms.entry import Entry, Place
from app.forms.options import Option
from app.forms.scope import Names
from app.forms.texts import quoted

_EXAMPLES = {"date": "2026-11-22", "time": "03:16", "datetime": "2026-11-22T03:16"}
_SUFFIXES = {"utc_offset": "+08:00", "utc_normalized": "Z"}


class DatetimeEntry(Entry):
    """A date, a time of day or both."""

    @property
    def _subtype(self) -> moments.Subtype:
        subtype: moments.Subtype = self.component.attributes.get("subtype", "date")
        return subtype

    @property
    def _form(self) -> str:
        form = self.component.attributes.get("timeSerializingFormat", "no_timezone")
        return str(form) if self._subtype != "date" else "no_timezone"

    def sanitised(self, value: Any, variables: Names) -> Any:
        """A stored text in the form's own format."""
        return moments.serialised(self._subtype, self._form, value)

    def converted(self, value: Any, place: Place) -> Any:
        """A text as form-js writes it, of a moment that its calendar and clock offer."""
        moment = moments.submitted(self._subtype, value)
        if moment is None or moment.form != self._form:
            example = _EXAMPLES[self._subtype] + _SUFFIXES.get(self._form, "")
            raise ValidationError(
                Text(
                    "{place}写不成日期或时间：{value}。请写成 {example} 的样子",
                    place=self.title(place),
                    value=quoted(value),
                    example=example,
                )
            )
        self._offered(moment, place)
        return value

    def _offered(self, moment: moments.Moment, place: Place) -> None:
        today = place.now.astimezone(SHANGHAI).date()
        if self._subtype != "date":
            interval = self.component.attributes.get("timeInterval")
            step = interval if interval in moments.INTERVALS else moments.USUAL_INTERVAL
            if (moment.at.hour * 60 + moment.at.minute) % step:
                raise ValidationError(
                    Text(
                        "{place}每 {step} 分钟一档，现在是 {at}，请改到整档",
                        place=self.title(place),
                        step=step,
                        at=f"{moment.at:%H:%M}",
                    )
                )
        if self._subtype == "time":
            return
        if moment.at.date() < moments.EARLIEST:
            raise ValidationError(
                Text(
                    "{place}太早：{date}。请填 1900 年以后的日期",
                    place=self.title(place),
                    date=moment.at.date(),
                )
            )
        if self.component.attributes.get("disallowPassedDates") and moment.at.date() < today:
            raise ValidationError(
                Text(
                    "{place}的 {date} 已经过了，今天是 {today}。请填今天或以后的日期",
                    place=self.title(place),
                    date=moment.at.date(),
                    today=today,
                )
            )

    def shown(self, value: Any, options: tuple[Option, ...] = ()) -> str:
        """In Chinese, as the clocks here show it."""
        moment = moments.stored(self._subtype, value)
        if moment is None:
            return ""
        day = Text(
            "{year} 年 {month} 月 {day} 日", year=moment.at.year, month=moment.at.month, day=moment.at.day
        )
        return {"date": day, "time": f"{moment.at:%H:%M}"}.get(self._subtype, f"{day} {moment.at:%H:%M}")


class ExpressionEntry(Entry):
    """A computed value: what was submitted for it is ignored, the server computes it again."""

    def computed(self, names: Names) -> Any:
        """The value at a place with those names."""
        return self.component.formulas["expression"](names)

"""Text inputs: one line, several lines, and files (of which the form only carries a reference)."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any, ClassVar

from marshmallow import ValidationError

from app.core.texts import Text
from app.forms.checks import LONGEST_TEXT
from app.forms.entry import Entry, Place, as_decimal
from app.forms.options import Option
from app.forms.presets import EMAIL, PHONE
from app.forms.scope import Names
from app.forms.texts import number_text, quoted, trimmed_length

_SOFT_ENDS = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""Line ends of word processors."""

_UNSEEN = re.compile(
    "[\x01-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]"
)
"""What comes along when something is pasted: control characters, and turns of the direction of writing."""

_FILES = re.compile(r"files::[A-Za-z0-9_-]{1,64}")


class TextEntry(Entry):
    """Several lines of text."""

    @property
    def empty(self) -> Any:
        """No text."""
        return ""

    def sanitised(self, value: Any, variables: Names) -> Any:
        """Numbers and booleans as text, lists and objects as nothing."""
        if isinstance(value, str):
            return value
        if isinstance(value, bool):
            return str(value).lower()
        return number_text(value) if isinstance(value, int | float) else ""

    def converted(self, value: Any, place: Place) -> Any:
        """Any text of bearable length, without what nobody sees and no paper can show."""
        if not isinstance(value, str):
            raise ValidationError(
                Text("{place}要填文字，收到的却是{value}", place=self.title(place), value=quoted(value))
            )
        if len(value) > LONGEST_TEXT:
            raise ValidationError(
                Text(
                    "{place}有 {count} 个字，太长，请删到 {longest_text} 个字以内",
                    place=self.title(place),
                    count=len(value),
                    longest_text=LONGEST_TEXT,
                )
            )
        return _UNSEEN.sub("", _SOFT_ENDS.sub("\n", value))

    def faults(self, value: Any, place: Place) -> Sequence[str]:
        """Required and lengths, counted without blanks around."""
        return [*super().faults(value, place), *(self._lengths(value, place) if value else ())]

    def _lengths(self, value: str, place: Place) -> list[str]:
        found: list[str] = []
        length = trimmed_length(value)
        least, most = self._length("minLength", place), self._length("maxLength", place)
        if least is not None and length < least:
            found.append(
                Text(
                    "{place}至少 {least} 个字，现在是 {length} 个字，请再写 {missing} 个字",
                    place=self.title(place),
                    least=least,
                    length=length,
                    missing=least - length,
                )
            )
        if most is not None and length > most:
            found.append(
                Text(
                    "{place}最多 {most} 个字，现在是 {length} 个字，请删去 {beyond} 个字",
                    place=self.title(place),
                    most=most,
                    length=length,
                    beyond=length - most,
                )
            )
        return found

    def _length(self, name: str, place: Place) -> Decimal | None:
        number = as_decimal(self.limit(name, place))
        return number if number is None else number.normalize() + 0

    def shown(self, value: Any, options: tuple[Option, ...] = ()) -> str:
        """The text itself."""
        return value if isinstance(value, str) else ""


class LineEntry(TextEntry):
    """One line of text, perhaps of a known shape."""

    def sanitised(self, value: Any, variables: Names) -> Any:
        """As text on one line."""
        return re.sub("[\r\n\t]", " ", super().sanitised(value, variables))

    def converted(self, value: Any, place: Place) -> Any:
        """Any text without line ends."""
        text = super().converted(_SOFT_ENDS.sub(" ", value) if isinstance(value, str) else value, place)
        if "\n" in text or "\r" in text:
            raise ValidationError(Text("{place}只能写一行，请去掉换行", place=self.title(place)))
        return text

    def faults(self, value: Any, place: Place) -> Sequence[str]:
        """The lengths and the shape."""
        return [*super().faults(value, place), *(self._shape(value, place) if value else ())]

    def _shape(self, value: str, place: Place) -> list[str]:
        found, kind = [], self.component.validate.get("validationType")
        if self.component.pattern and not self.component.pattern.found_in(value):
            message = self.component.validate.get("patternErrorMessage")
            found.append(
                message
                or Text(
                    "{place}的写法不对：{value}。请照示例改写", place=self.title(place), value=quoted(value)
                )
            )
        if kind == "phone" and not PHONE.found_in(value):
            found.append(
                Text(
                    "{place}要写国际区号，如 +8663112345678，现在是{value}",
                    place=self.title(place),
                    value=quoted(value),
                )
            )
        if kind == "email" and not EMAIL.found_in(value):
            found.append(
                Text(
                    "{place}不是电子邮箱地址：{value}。请写成 name@example.cn 的样子",
                    place=self.title(place),
                    value=quoted(value),
                )
            )
        return found


class FileEntry(Entry):
    """A reference to uploaded files; whether they exist is known to who stores them."""

    ask: ClassVar[str] = "请上传{field}"

    def converted(self, value: Any, place: Place) -> Any:
        """A reference as form-js makes it."""
        if not isinstance(value, str) or not _FILES.fullmatch(value):
            raise ValidationError(Text("{place}没有收到文件，请重新选择文件", place=self.title(place)))
        return value

    def shown(self, value: Any, options: tuple[Option, ...] = ()) -> str:
        """That there are files."""
        return "已上传" if value else ""

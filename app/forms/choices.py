"""Choices: one option, or several."""

from typing import Any, ClassVar

from marshmallow import ValidationError

from app.core.texts import Joined, Text
from app.forms.entry import Entry, Place
from app.forms.options import Option, among, known_options, same
from app.forms.scope import Names
from app.forms.texts import quoted

_MOST_NAMED = 8


def _no_such(value: Any, options: tuple[Option, ...], place: str) -> ValidationError:
    told = Text(
        "{place}没有{value}这一项，{options}", place=place, value=quoted(value), options=_named(options)
    )
    return ValidationError(told)


def _named(options: tuple[Option, ...]) -> str:
    if not options:
        return Text("现在没有可选的项")
    labels = Joined("、", (option.label for option in options[:_MOST_NAMED]))
    several = len(options) > _MOST_NAMED
    return (
        Text("请从{labels}等中选择", labels=labels) if several else Text("请从{labels}中选择", labels=labels)
    )


class ChoiceEntry(Entry):
    """A radio group or a select: the value of one option."""

    ask: ClassVar[str] = "请选择{field}"

    def sanitised(self, value: Any, variables: Names) -> Any:
        """The value if it is among the options known when the page opens, else nothing."""
        options = known_options(self.component, variables)
        return value if options is None or among(value, options) else None

    def converted(self, value: Any, place: Place) -> Any:
        """The value of an option that the page shows now."""
        options = self.options(place)
        option = among(value, options)
        if option is None:
            raise _no_such(value, options, self.title(place))
        return option.value

    def shown(self, value: Any, options: tuple[Option, ...] = ()) -> str:
        """The option's label; the value itself when the option is gone."""
        option = among(value, options)
        return option.label if option else super().shown(value)


class ChoicesEntry(Entry):
    """A check list or a tag list: the values of several options, in the order chosen."""

    ask: ClassVar[str] = "请选择{field}"

    @property
    def empty(self) -> Any:
        """Nothing chosen."""
        return []

    def sanitised(self, value: Any, variables: Names) -> Any:
        """Those values that are among the options known when the page opens."""
        if not isinstance(value, list):
            return []
        options = known_options(self.component, variables)
        return value if options is None else [item for item in value if among(item, options)]

    def converted(self, value: Any, place: Place) -> Any:
        """The values of options that the page shows now, each once."""
        if not isinstance(value, list):
            raise ValidationError(
                Text(
                    "{place}要收到一个列表，收到的却是{value}。请刷新页面后重填",
                    place=self.title(place),
                    value=quoted(value),
                )
            )
        options = self.options(place)
        for index, item in enumerate(value[: len(options) + 1]):
            if not among(item, options):
                raise _no_such(item, options, self.title(place))
            if any(same(item, earlier) for earlier in value[:index]):
                raise ValidationError(
                    Text("{place}里{value}选了两次，请去掉一个", place=self.title(place), value=quoted(item))
                )
        return value

    def shown(self, value: Any, options: tuple[Option, ...] = ()) -> str:
        """The labels, one after the other."""
        items = value if isinstance(value, list) else []
        return "、".join(option.label if (option := among(item, options)) else str(item) for item in items)

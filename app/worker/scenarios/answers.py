"""What connectors answer on a stage: as usual, or a refusal or a failure that a scenario or a trial run orders."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from app.core.errors import DomainError, Invalid
from app.db.context import Context
from app.engine.step import ServiceCall
from app.runtime.connectors import Connector, Connectors, InstanceInfo, Refused
from app.worker.house import House

USUAL = "usual"
_LONGEST = 500


class AnswerUnreadable(Invalid):
    """连接器“{name}”的回答看不懂。请写 usual（照常）、{{error: 代码, message: 说明}} 或 {{failure: 说明}}。"""

    code = "answer-unreadable"


class ConnectorDown(DomainError):
    """{reason}"""

    code = "connector-down"
    status = 500


@dataclass(frozen=True, slots=True)
class Answer:
    """An ordered answer: with an `error` code a BPMN error, which a boundary event may catch; else a failure."""

    message: str
    error: str | None = None

    @classmethod
    def read(cls, name: str, told: Any) -> "Answer":
        """From `{error, message}` or `{failure}`. Raises `AnswerUnreadable`."""
        if isinstance(told, Mapping) and set(told) <= {"error", "message"} and told.get("error"):
            return cls(str(told.get("message") or told["error"])[:_LONGEST], str(told["error"])[:64])
        if isinstance(told, Mapping) and set(told) == {"failure"} and told["failure"]:
            return cls(str(told["failure"])[:_LONGEST])
        raise AnswerUnreadable(name=name)

    def give(self) -> NoReturn:
        """Raises `Refused` or `ConnectorDown`."""
        if self.error is not None:
            raise Refused(self.error, self.message)
        raise ConnectorDown(reason=self.message)


class Answers(dict[str, Answer]):
    """The ordered answers, by the id of a service task or by topic; whoever is not named answers as usual."""

    def order(self, told: Mapping[str, Any]) -> None:
        """From now on; `usual` or nothing takes an order back. Raises `AnswerUnreadable`."""
        for name, answer in told.items():
            if answer in (None, USUAL):
                self.pop(name, None)
            else:
                self[name] = Answer.read(name, answer)


class StagedConnectors(Connectors):
    """The installation's connectors, with ordered answers before them."""

    def __init__(self, usual: Connectors, answers: Answers) -> None:
        super().__init__(usual, usual.later)
        self._usual = usual
        self._answers = answers

    def of(self, topic: str) -> Connector:
        """A connector that gives the ordered answer to a task or a topic, or else its own."""

        def answered(ctx: Context, call: ServiceCall, instance: InstanceInfo) -> Mapping[str, Any] | None:
            ordered = self._answers.get(call.element) or self._answers.get(topic)
            if ordered is not None:
                ordered.give()
            return self._usual.of(topic)(ctx, call, instance)

        return answered


def answers_of(house: House) -> Answers:
    """The orders of a stage; from the first call on its connectors heed them."""
    found: Answers | None = house.shared.get(Answers)
    if found is None:
        found = house.shared[Answers] = Answers()
        house.shared[Connectors] = StagedConnectors(house.shared[Connectors], found)
    return found

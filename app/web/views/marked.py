"""A diagram with the tokens where a kept marking says they stood: before, and after."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from flask import url_for

from app.engine.marking import Place, Waits
from app.history.models import Trace
from app.repository.deployments import Deployed
from app.web.language import gettext as _
from app.web.pages import Badge, DiagramState, DiagramView, Mark
from app.web.pages.changes import Pair
from app.web.views.drawing import walked

Marking = Sequence[Mapping[str, Any]]
"""Places as they are kept; see `app.engine.marking.Place`."""


def kept(places: Iterable[Place]) -> list[dict[str, Any]]:
    """Places as they would be kept."""
    return [asdict(place) for place in places]


def pairs(
    process: str,
    grounds: tuple[Deployed, Deployed],
    markings: tuple[Marking, Marking],
    events: Sequence[Trace],
) -> tuple[Pair, ...]:
    """The process, and whatever else of the deployments a token stands in, before and after."""
    shown = dict.fromkeys([process, *(place["process"] for marking in markings for place in marking)])
    both = [key for key in shown if all(key in ground.program.processes for ground in grounds)]
    left, come = _apart(markings[0], markings[1]), _apart(markings[1], markings[0])
    return tuple(
        Pair(
            name=grounds[1].program.processes[key].name,
            before=picture(grounds[0], key, markings[0], events, _("之前"), left),
            after=picture(grounds[1], key, markings[1], events, _("之后"), come),
        )
        for key in both
    )


def _apart(one: Marking, other: Marking) -> Marking:
    """The places of one that are not in the other: there the eye belongs."""
    known = {(place["key"], place["element"]) for place in other}
    return [place for place in one if (place["key"], place["element"]) not in known]


def picture(
    ground: Deployed,
    process: str,
    marking: Marking,
    events: Sequence[Trace],
    when: str = "",
    changed: Marking = (),
) -> DiagramView:
    """One diagram: what had been done by then, where the tokens stand; what has changed is brought into view."""
    here = [place for place in marking if place["process"] == process]
    running = tuple(dict.fromkeys(str(place["element"]) for place in here))
    state = walked(events, process)
    done = tuple(element for element in state.completed if element not in running)
    info = ground.program.processes[process]
    focus = _focus([p for p in changed if p["process"] == process]) or _focus(here)
    return DiagramView(
        xml_url=url_for("diagrams.xml", deployment_id=ground.id, process=process),
        state=DiagramState(
            taken=(*done, *state.flows), running=running, badges=tuple(_badges(here)), focus=focus
        ),
        label=_("%(when)s：%(name)s的流程图", when=when, name=info.name) if when else info.name,
        note=_("部署第 %(n)s 版", n=ground.version),
    )


def _focus(here: Marking) -> str:
    within = [p for p in here if p["waits"] != Waits.INSIDE] or here
    return str(within[0]["element"]) if within else ""


def where(marking: Marking) -> str:
    """The steps at which the tokens stand, in words."""
    named = [p["name"] for p in marking if p["waits"] != Waits.INSIDE] or [p["name"] for p in marking]
    return counted(map(str, named))


def counted(names: Iterable[str]) -> str:
    """Names, each once, with how often."""
    return "、".join(name if n == 1 else f"{name} ×{n}" for name, n in Counter(names).items())


def _badges(here: Marking) -> Iterable[Badge]:
    found = Counter(str(place["element"]) for place in here if place["waits"] != Waits.INSIDE)
    for element, n in found.items():
        yield Badge(element=element, text=_("在办 %(n)s", n=n), mark=Mark.RUNNING)

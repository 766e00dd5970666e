"""`scenarios.play`: all scenarios of a draft's package, told one by one, dropped when the draft has moved on."""

from collections.abc import Mapping
from contextlib import closing
from typing import Any

from app.bundle.bundle import Bundle
from app.core.actor import system
from app.core.errors import DomainError
from app.repository.drafts import bundle_of, draft_of
from app.worker.house import House
from app.worker.scenarios import runs
from app.worker.scenarios.played import Played, coverage_of
from app.worker.scenarios.process import StageRefused, played


def play_scenarios(house: House, payload: Mapping[str, Any]) -> None:
    """Play the scenarios of the draft as long as its package has the digest that was asked for."""
    draft_id, digest = payload["draft"], payload["digest"]
    with house.database.transaction(system()) as ctx:
        if runs.running(ctx, digest) is None:
            return
        saves = runs.saves(ctx, draft_id)
    bundle = _bundle(house, draft_id, digest)
    if bundle is None:
        with house.database.transaction(system()) as ctx:
            runs.drop(ctx, digest)
        return
    _play(house, bundle, draft_id, saves)


def _play(house: House, bundle: Bundle, draft_id: str, saves: int) -> None:
    told: list[Played] = []
    try:
        with closing(played(house.config, bundle)) as playing:
            for one in playing:
                told.append(one)
                if not _note(house, bundle.digest, told, draft_id, saves):
                    return
    except StageRefused as refusal:
        with house.database.transaction(system()) as ctx:
            runs.refuse(ctx, bundle.digest, refusal.message)
        return
    coverage = coverage_of(bundle, told)
    with house.database.transaction(system()) as ctx:
        runs.finish(ctx, bundle.digest, coverage)


def _note(house: House, digest: str, told: list[Played], draft_id: str, saves: int) -> bool:
    """Tell how far it came; False when the draft has another content by now."""
    moved = _saved(house, draft_id) != saves and _bundle(house, draft_id, digest) is None
    with house.database.transaction(system()) as ctx:
        if moved:
            runs.drop(ctx, digest)
        else:
            runs.note(ctx, digest, told)
    return not moved


def _saved(house: House, draft_id: str) -> int:
    with house.database.reading(system()) as ctx:
        return runs.saves(ctx, draft_id)


def _bundle(house: House, draft_id: str, digest: str) -> Bundle | None:
    """The draft's package if it still has that digest."""
    with house.database.reading(system()) as ctx:
        try:
            bundle = bundle_of(ctx, draft_of(ctx, draft_id))
        except DomainError:
            return None
    return bundle if bundle.digest == digest else None

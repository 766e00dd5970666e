"""What a package takes of the diagrams that all share: those that it calls, and those that these call."""

from collections.abc import Mapping

from app.bundle.resources import COMMON, Kind, Resource
from app.engine.lint.facts import facts


def without_uncalled(resources: Mapping[str, Resource], key: str) -> dict[str, Resource]:
    """The resources without the shared diagrams that nothing of the package leads to.

    Else every package would need lanes, limits and papers for processes that it never runs.
    """
    diagrams = [resource for resource in resources.values() if resource.kind is Kind.DIAGRAM]
    shared = {resource.key: resource for resource in diagrams if resource.owner == COMMON}
    waiting = [resource for resource in diagrams if resource.owner == key]
    called: set[str] = set()
    while waiting:
        calls = facts([waiting.pop().data]).calls.values()
        found = {process for processes in calls for process in processes} - called
        called |= found
        waiting += [shared[process] for process in found if process in shared]
    left_out = {resource.path for process, resource in shared.items() if process not in called}
    return {path: resource for path, resource in resources.items() if path not in left_out}

"""What people call the files of a package."""

from collections.abc import Callable, Mapping
from pathlib import PurePosixPath

from app.bundle.bundle import Bundle
from app.bundle.comparison.names import Names
from app.bundle.resources import COMMON, Kind
from app.bundle.usage import form_steps
from app.web.language import gettext as _


class FileNames:
    """The names that the files of one version give themselves, or that others give them."""

    def __init__(self, bundle: Bundle) -> None:
        self._bundle, self._names, self._steps = bundle, Names(bundle), form_steps(bundle)

    def title(self, kind: Kind, path: str) -> str:
        """What people call a file; its key where nothing names it."""
        stem, folder = PurePosixPath(path).stem, PurePosixPath(path).parts[2]
        named: Callable[[], str] | None = {
            Kind.CLAUSES: lambda: _("条款清单"),
            Kind.SETTINGS: lambda: _("时限和参数"),
            Kind.MANIFEST: lambda: _("属地、单位和岗位"),
            Kind.PRINTOUT: lambda: _short(self._names.paper(folder)),
            Kind.DIAGRAM: lambda: _short(self._names.process(stem)),
            Kind.DECISION: lambda: _short(self._names.decision(stem)),
            Kind.REGISTRY_DATA: lambda: _("%(registry)s的样例", registry=self._register(stem)),
        }.get(kind)
        if named is not None:
            return named()
        return self._titled(path) or (self._form(stem) if kind is Kind.FORM else stem)

    def _register(self, key: str) -> str:
        """A register by its own title; a package's hides the shared one."""
        paths = (f"forms/{owner}/registries/{key}.form" for owner in (self._bundle.key, COMMON))
        return next((title for path in paths if (title := self._titled(path))), key)

    def _form(self, key: str) -> str:
        """A form without a title is called by the steps that ask for it."""
        steps = self._steps.get(key, ())
        if not steps:
            return key
        return steps[0] if len(steps) == 1 else _("%(step)s等 %(n)s 步", step=steps[0], n=len(steps))

    def _titled(self, path: str) -> str:
        document = self._bundle.documents.get(path)
        said = document if isinstance(document, Mapping) else {}
        properties = said.get("properties")
        title = properties.get("title") if isinstance(properties, Mapping) else None
        return str(title or said.get("title") or said.get("name") or "")


def _short(name: str) -> str:
    return name.partition("（")[0]

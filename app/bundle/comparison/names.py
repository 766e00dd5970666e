"""What people call the things that the files of one version name by key."""

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cached_property

from lxml import etree

from app.bundle.bundle import Bundle
from app.bundle.durations import limit_text, timer_text
from app.bundle.resources import COMMON, Kind
from app.core.texts import Text
from app.engine.lint.names import camunda
from app.engine.xml import XmlRefused, read_xml

_FORM_KEY = camunda("formKey")
_LIMIT = re.compile(r"\blimits\.([a-z][a-z0-9_]*)")


class Names:
    """The names of one version; an unknown key is told as it is."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle

    def groups(self, text: str) -> tuple[str, ...]:
        """Candidate groups listed by commas or blanks; an expression is one."""
        return self._each(text, self.bundle.manifest.group_name)

    def clauses(self, text: str) -> tuple[str, ...]:
        """Clauses listed by commas or blanks, each with what it asks."""
        return self._each(text, self.clause)

    def clause(self, key: str) -> str:
        """A clause with what it asks."""
        must = self._clauses.get(key)
        return f"{key} {must}" if must else key

    def unit(self, key: str) -> str:
        """A unit."""
        return self.bundle.manifest.unit_name(key)

    def form(self, key: str) -> str:
        """A form: its title where it has one."""
        document = self.bundle.forms.get(key) or {}
        title = (document.get("properties") or {}).get("title")
        return f"{title}（{key}）" if title else key

    def form_title(self, key: str) -> str:
        """A form by its title, else by the step that asks for it."""
        step = self._asking.get(key)
        told = self.form(key)
        return f"{step}（{key}）" if step and told == key else told

    def paper(self, name: str) -> str:
        """A paper by its title."""
        for owner in (self.bundle.key, COMMON):
            document = self.bundle.documents.get(f"printouts/{owner}/{name}/printout.yaml")
            if isinstance(document, Mapping) and document.get("title"):
                return f"{document['title']}（{name}）"
        return name

    def process(self, key: str) -> str:
        """A process."""
        return self._named(key, self._processes)

    def decision(self, key: str) -> str:
        """A decision."""
        return self._named(key, self._decisions)

    def limit(self, text: str) -> str:
        """A limit as written and what it comes to."""
        return _both(limit_text(text, self.bundle.settings.limits), text)

    def timer(self, kind: str, text: str) -> str:
        """A timer (date, duration, cycle) as written and what it comes to."""
        return _both(timer_text(kind, text, self.bundle.settings.limits), text)

    def limited(self, limit: str) -> tuple[str, ...]:
        """The steps whose time is given by a limit of the settings."""
        return tuple(self._limited.get(limit, ()))

    @cached_property
    def _limited(self) -> Mapping[str, dict[str, None]]:
        found: dict[str, dict[str, None]] = {}
        for resource in self.bundle.of_kind(Kind.DIAGRAM):
            for element in _children(resource.data, (".//{*}*",)):
                for text in (*map(str, element.attrib.values()), element.text or ""):
                    for limit in _LIMIT.findall(text) if "limits." in text else ():
                        found.setdefault(limit, {})[_step(element)] = None
        return found

    @cached_property
    def _asking(self) -> Mapping[str, str]:
        """Form → the name of the first step that asks for it."""
        found: dict[str, str] = {}
        for resource in self.bundle.of_kind(Kind.DIAGRAM):
            for element in _children(resource.data, (f".//*[@{_FORM_KEY}]",)):
                found.setdefault(element.get(_FORM_KEY, "").strip(), _step(element))
        return found

    @cached_property
    def _clauses(self) -> Mapping[str, str]:
        return {clause.id: clause.must for clause in self.bundle.clauses}

    @cached_property
    def _processes(self) -> Mapping[str, str]:
        return dict(self._elements(Kind.DIAGRAM, ("process",)))

    @cached_property
    def _decisions(self) -> Mapping[str, str]:
        return dict(self._elements(Kind.DECISION, ("decision", "decisionService")))

    def _elements(self, kind: Kind, tags: Iterable[str]) -> Iterable[tuple[str, str]]:
        wanted = tuple(f"{{*}}{tag}" for tag in tags)
        for resource in self.bundle.of_kind(kind):
            for found in _children(resource.data, wanted):
                yield found.get("id", ""), " ".join((found.get("name") or "").split())

    @staticmethod
    def _named(key: str, known: Mapping[str, str]) -> str:
        name = known.get(key.strip())
        return f"{name}（{key}）" if name else key

    @staticmethod
    def _each(text: str, told: Callable[[str], str]) -> tuple[str, ...]:
        if text.strip().startswith("="):
            return (text.strip(),)
        return tuple(told(key) for key in text.replace(",", " ").split())


def _children(data: bytes, wanted: tuple[str, ...]) -> list[etree._Element]:
    try:
        root = read_xml(data)
    except XmlRefused:
        return []
    return [found for tag in wanted for found in root.iterfind(tag)]


def _step(element: etree._Element) -> str:
    """The name of the step that an element is or belongs to."""
    around = (element, *element.iterancestors())
    named = (one.get("name") for one in around if one.get("id") and one.get("name"))
    return " ".join((next(named, None) or "").split())


def _both(words: str, text: str) -> str:
    written = text.strip().removeprefix("=").strip()
    return words if not text.strip().startswith("=") else Text("{words}（{key}）", words=words, key=written)

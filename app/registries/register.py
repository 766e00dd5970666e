"""What a register is: a form document whose root says how entries are told apart, listed, owned and kept fresh."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.bundle.bundle import Bundle
from app.core.clock import SHANGHAI
from app.db.context import Context
from app.engine.schedule import Duration, duration
from app.forms import Form, compile_form
from app.forms.component import Component
from app.forms.entry import Entry
from app.forms.options import Option, static_options
from app.forms.paths import MISSING, read_at
from app.registries.errors import KeyMissing, RegisterUnknown
from app.repository.deployments import Deployed, current

PROPERTIES = frozenset({"title", "key", "name", "columns", "owner", "staleAfter", "staleFrom"})
"""What the root of a register's document may say."""

LONGEST_KEY = 64
_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an entry: where its value stands, how it is called, and its heading in imports and exports."""

    path: tuple[str, ...]
    label: str
    heading: str
    personal: bool
    exchanged: bool
    entry: Entry

    @property
    def key(self) -> str:
        """The path as one text."""
        return ".".join(self.path)

    @property
    def component(self) -> Component:
        """The component that declares it."""
        return self.entry.component

    @property
    def options(self) -> tuple[Option, ...]:
        """What can be chosen, as far as it stands in the document."""
        return static_options(self.component)

    def value(self, data: Mapping[str, Any]) -> Any:
        """What an entry holds, or None."""
        found = read_at(data, self.path)
        return None if found is MISSING else found

    def shown(self, data: Mapping[str, Any]) -> str:
        """What an entry holds, as people read it."""
        return self.entry.shown(self.value(data), self.options)


@dataclass(frozen=True, slots=True)
class Register:
    """A register of one jurisdiction in one deployment."""

    jurisdiction: str
    key: str
    title: str
    keys: tuple[str, ...]
    name: str
    columns: tuple[Field, ...]
    owners: tuple[str, ...]
    fields: tuple[Field, ...]
    form: Form
    max_age: Duration | None = None
    aged_from: Field | None = None

    def key_of(self, data: Mapping[str, Any]) -> str | None:
        """What tells an entry apart, None where the register does not say. Raises `KeyMissing`."""
        if not self.keys:
            return None
        parts = [str(read_at(data, tuple(key.split(".")))) for key in self.keys if _is_there(data, key)]
        found = "/".join(parts)
        if len(parts) < len(self.keys) or len(found) > LONGEST_KEY:
            raise KeyMissing(title=self.title, fields="、".join(map(self.label, self.keys)))
        return found

    def label(self, key: str) -> str:
        """How a field is called."""
        return next((field.label for field in self.fields if field.key == key), key)

    def name_of(self, data: Mapping[str, Any], key: str) -> str:
        """How an entry is called."""
        value = read_at(data, tuple(self.name.split(".")))
        return str(key if value is MISSING or value in (None, "") else value)[:128]

    def due(self, data: Mapping[str, Any], confirmed_at: datetime) -> datetime | None:
        """When an entry has to be confirmed again; None for never."""
        if self.max_age is None:
            return None
        return self.max_age.after(_dated(self.aged_from, data) or confirmed_at)


class Registers(dict[tuple[str, str], Register]):
    """Registers by deployment and key: read once per process, for a deployment never changes."""


def register_of(ctx: Context, deployed: Deployed, key: str) -> Register:
    """A register of a deployment. Raises `RegisterUnknown`."""
    known = ctx.use(Registers)
    found = known.get((deployed.id, key))
    if found is None:
        found = known[(deployed.id, key)] = read_register(deployed.bundle, key)
    return found


def register_here(ctx: Context, jurisdiction: str, key: str) -> Register:
    """A register as the jurisdiction has it now. Raises `RegisterUnknown`."""
    return register_of(ctx, current(ctx, jurisdiction), key)


def registers_here(ctx: Context, jurisdiction: str) -> tuple[Register, ...]:
    """All registers of a jurisdiction, by title."""
    deployed = current(ctx, jurisdiction)
    found = (register_of(ctx, deployed, key) for key in deployed.bundle.registries)
    return tuple(sorted(found, key=lambda register: register.title))


def read_register(bundle: Bundle, key: str) -> Register:
    """A register of a sound bundle. Raises `RegisterUnknown`, and `FormUnusable` for a broken document."""
    document = bundle.registries.get(key)
    if document is None:
        raise RegisterUnknown(register=key)
    form = compile_form(document)
    fields = tuple(_fields(form))
    by_key = {field.key: field for field in fields}
    said = said_of(document)
    age = bundle.settings.limits_for().get(said.get("staleAfter", ""))
    columns = tuple(by_key[name] for name in said.get("columns", "").split() if name in by_key)
    return Register(
        jurisdiction=bundle.key,
        key=key,
        title=said.get("title") or key,
        keys=tuple(said.get("key", "").split()),
        name=said.get("name") or "name",
        columns=columns or fields[:_SHOWN],
        owners=tuple(said.get("owner", "").split()),
        fields=fields,
        form=form,
        max_age=duration(age) if age else None,
        aged_from=by_key.get(said.get("staleFrom", "")),
    )


def said_of(document: Mapping[str, Any]) -> Mapping[str, str]:
    """The `properties` at the root of a document."""
    said = document.get("properties")
    return {str(name): str(value) for name, value in said.items()} if isinstance(said, Mapping) else {}


def _fields(form: Form) -> Iterator[Field]:
    """Every value of an entry that is no list of rows, in the order of the document."""
    for entry in form.level.entries:
        said = entry.component.attributes.get("properties") or {}
        label = entry.component.label or ".".join(entry.at)
        exchanged = said.get("import") != "false" and entry.component.type not in ("filepicker", "expression")
        personal = said.get("personal") == "true"
        yield Field(entry.at, label, str(said.get("column") or label), personal, exchanged, entry)


def _is_there(data: Mapping[str, Any], key: str) -> bool:
    return read_at(data, tuple(key.split("."))) not in (MISSING, None, "")


def _dated(field: Field | None, data: Mapping[str, Any]) -> datetime | None:
    """The instant that a date field names; a day begins at midnight of the jurisdiction."""
    try:
        found = datetime.fromisoformat(str(field.value(data))) if field else None
    except ValueError:
        return None
    return found.replace(tzinfo=SHANGHAI) if found and found.tzinfo is None else found

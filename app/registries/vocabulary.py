"""What is wrong with the registers of a bundle, before it is deployed."""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import Any

from yaml import YAMLError

from app.bundle.bundle import Bundle
from app.bundle.faults import Faults
from app.bundle.resources import Kind, Resource
from app.core.errors import DomainError
from app.core.texts import Joined, Text
from app.forms import FormInvalid, compile_form, problems
from app.registries.register import PROPERTIES, Register, read_register, said_of
from app.registries.samples import sample_rows

_SOME_DAY = datetime(2000, 1, 1, tzinfo=UTC)  # early enough for every date that a sample names


def check_registers(bundle: Bundle) -> Iterator[Faults]:
    """Faults of each register's document and of its sample entries' place, file by file."""
    for resource in bundle.of_kind(Kind.REGISTRY):
        faults = Faults(resource.path)
        document = bundle.documents[resource.path]
        if not problems(document):
            _check(bundle, document, faults)
        yield faults
    for resource in bundle.of_kind(Kind.REGISTRY_DATA):
        yield _sample(bundle, resource)


def _check(bundle: Bundle, document: Mapping[str, Any], faults: Faults) -> None:
    raw, said = document.get("properties", {}), said_of(document)
    if not isinstance(raw, Mapping) or any(not isinstance(value, str) for value in raw.values()):
        faults.add("register-property", "properties 应是一组“键: 文字”", "请在表单设计器里改正", 1)
    for name in sorted(set(said) - PROPERTIES):
        known = "、".join(sorted(PROPERTIES))
        faults.add(
            "register-property",
            Text("台账不认识“{name}”", name=name),
            Text("可用的有：{known}", known=known),
            1,
            name,
        )
    _check_fields(document, said, faults)
    for group in sorted(set(said.get("owner", "").split()) - bundle.manifest.groups.keys()):
        faults.add(
            "unknown-group",
            Text("属地包没有候选组“{group}”", group=group),
            "请在 jurisdiction.yaml 登记，或改名",
            1,
            group,
        )
    limit = said.get("staleAfter")
    if limit and limit not in bundle.settings.limits:
        faults.add(
            "unknown-limit",
            Text("时限 {limit} 没有值", limit=limit),
            "请在 settings.yaml 的 limits 里填写",
            1,
            limit,
        )


def _check_fields(document: Mapping[str, Any], said: Mapping[str, str], faults: Faults) -> None:
    keys = {".".join(entry.at) for entry in compile_form(document).level.entries}
    for name in ("key", "name", "columns", "staleFrom"):
        for wanted in said.get(name, "").split():
            if wanted not in keys:
                faults.add(
                    "register-field",
                    Text("{name} 所指的“{wanted}”不是台账的一项", name=name, wanted=wanted),
                    "请写组件的 key",
                    1,
                    wanted,
                )


def _sample(bundle: Bundle, resource: Resource) -> Faults:
    """A file of sample entries: its register is there, and takes every one of them."""
    faults = Faults(resource.path)
    document = bundle.registries.get(resource.key)
    if document is None:
        mend = Text("请放 registries/{key}.form，或改文件名", key=resource.key)
        faults.add("unknown-registry", Text("属地包没有台账“{key}”", key=resource.key), mend, 1, resource.key)
    elif not problems(document):
        _check_entries(read_register(bundle, resource.key), resource, faults)
    return faults


def _check_entries(register: Register, resource: Resource, faults: Faults) -> None:
    mend = "请照台账的表单填写"
    try:
        for place, row in enumerate(
            sample_rows(register, resource.path.rpartition(".")[2], resource.data), 1
        ):
            _check_entry(register, row, place, faults)
    except (DomainError, YAMLError) as error:
        faults.add("sample-entry", str(error).splitlines()[0], mend, 1)


def _check_entry(register: Register, row: Mapping[str, Any], place: int, faults: Faults) -> None:
    try:
        register.form.load(row, context={}, stored={}, now=_SOME_DAY)
        register.key_of(row)
    except FormInvalid as refusal:
        wrong: str = Joined("；", (message for error in refusal.errors for message in error.messages))
    except DomainError as refusal:
        wrong = refusal.message
    else:
        return
    faults.add(
        "sample-entry", Text("第 {place} 条：{wrong}", place=place, wrong=wrong), "请照台账的表单填写", 1
    )

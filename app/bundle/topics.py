"""The connectors as diagrams name them: what people call each, what it asks for and what it gives."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Asked:
    """An input of a connector; `list` names the list of the package that its value is picked from."""

    name: str
    label: str
    required: bool = False
    list: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """A connector. `more` says that inputs besides those asked for are read too; `results` are the names it gives."""

    topic: str
    name: str
    inputs: tuple[Asked, ...]
    results: tuple[str, ...] = ()
    more: bool = False


_TOPICS = (
    Topic(
        "notify",
        "发通知",
        (
            Asked("to", "发给（候选组）", required=True, list="groups"),
            Asked("subject", "标题", required=True),
            Asked("text", "正文", required=True),
        ),
        ("queued",),
    ),
    Topic(
        "printout.issue",
        "签发文书",
        (
            Asked("printout", "文书", required=True, list="papers"),
            Asked("to", "发给（候选组或单位）", required=True, list="groups"),
        ),
        ("id", "number", "title", "kind"),
        more=True,
    ),
    Topic("printout.acknowledge", "登记文书已签收", (Asked("paper", "文书", required=True),)),
    Topic(
        "registry.query",
        "查台账",
        (
            Asked("registry", "台账", required=True, list="registries"),
            Asked("stale", "只要过期未核的"),
            Asked("most", "最多几条"),
        ),
        ("entries", "count"),
        more=True,
    ),
    Topic(
        "registry.write",
        "记台账",
        (
            Asked("registry", "台账", required=True, list="registries"),
            Asked("entry", "一条"),
            Asked("entries", "多条"),
            Asked("key", "编号"),
        ),
        ("entry", "key", "entries", "keys"),
        more=True,
    ),
    Topic(
        "forces.rank",
        "力量排序",
        (
            Asked("registry", "台账", list="registries"),
            Asked("decision", "决策", required=True, list="decisions"),
            Asked("needs", "需要什么"),
            Asked("longitude", "经度"),
            Asked("latitude", "纬度"),
        ),
        ("ranked",),
        more=True,
    ),
    Topic(
        "export.file",
        "生成报送外部系统的文件",
        (
            Asked("system", "外部系统", required=True),
            Asked("subject", "标题", required=True),
            Asked("content", "内容", required=True),
        ),
        ("id", "system", "status", "kept_at"),
    ),
)

TOPICS: Mapping[str, Topic] = MappingProxyType({topic.topic: topic for topic in _TOPICS})
"""By topic. One that is not here is a connector that the installation brings: its inputs are free."""

RESULTS = frozenset(name for topic in _TOPICS for name in topic.results)
"""All names that connectors give."""

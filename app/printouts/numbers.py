"""文号: series by jurisdiction, kind, year and drill; allotted in the transaction that decides."""

from dataclasses import dataclass

from app.core.clock import SHANGHAI
from app.core.errors import DomainError
from app.db.context import Context
from app.runtime.connectors import InstanceInfo
from app.runtime.numbering import allot


class NoSeries(DomainError):
    """属地包没有给“{series}”规定文号代字。"""

    code = "no-number-series"
    status = 409


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """A number as kept and as printed: 代字〔year〕n号 (GB/T 9704-2012, 7.2.5)."""

    series: str
    year: int
    serial: int
    text: str


def next_number(ctx: Context, info: InstanceInfo, series: str) -> PaperNumber:
    """The next number of a series of the instance's jurisdiction in this year."""
    numbering = info.deployed.bundle.manifest.numbering.get(series)
    if numbering is None:
        raise NoSeries(series=series, instance_id=info.id)
    code = numbering.drill_code if info.drill else numbering.code
    year = ctx.now().astimezone(SHANGHAI).year
    serial = allot(ctx, series, str(year), jurisdiction=info.jurisdiction, drill=info.drill)[0]
    return PaperNumber(series, year, serial, f"{code}〔{year}〕{serial}号")

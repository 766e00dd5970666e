"""The contents of a handbook as plain data, and its pictures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from app.bundle.coverage import Carried, clause_coverage
from app.bundle.drawing import Picture, draw
from app.engine.elements import ProcessInfo
from app.printouts.fonts import Role, faces
from app.reports.handbook.package import Package
from app.reports.handbook.plates import INLINE, plates_of
from app.reports.handbook.steps import starts_of, steps_of

_KINDS = {
    "decision": "决策表",
    "form": "表单",
    "printout": "文书",
    "registry": "台账",
    "report": "报表",
    "role": "候选组",
}


@dataclass(frozen=True)
class Book:
    """Chapters and clauses as the template sees them; pictures by file name."""

    chapters: list[dict[str, Any]] = field(default_factory=list)
    clauses: list[dict[str, str]] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)


def book_of(package: Package) -> Book:
    """Every process of a package that runs, its own first, those that nobody calls before the called ones."""
    book = Book()
    for process in _ordered(package):
        number = len(book.chapters) + 1
        found = draw(package.bundle.diagrams[process.file], printable)
        plates = list(_plates(book, number, found))
        steps = [asdict(step) for step in steps_of(package, process, found)]
        cited = (clause for element in process.elements.values() for clause in element.clauses)
        book.chapters.append(
            {
                "number": number,
                "name": process.name,
                "key": process.id,
                "shared": not _own(package, process),
                "starts": starts_of(package, process),
                "lanes": "、".join(process.lanes),
                "clauses": package.clauses(cited),
                "format": plates[0]["format"] if plates else INLINE.name,
                "plates": plates,
                "steps": steps,
            }
        )
    book.clauses.extend(_clause(package, one) for one in clause_coverage(package.bundle))
    return book


def printable(name: str) -> str:
    """A name with its code instead of each character that no font has."""
    known = faces()
    return "".join(c if known.pick(Role.HEI, c) else f"〔U+{ord(c):04X}〕" for c in name)


def _ordered(package: Package) -> list[ProcessInfo]:
    runs = [process for process in package.program.processes.values() if process.executable]
    called = package.program.called
    main = {process.id: -len(process.elements) for process in runs}
    return sorted(runs, key=lambda one: (not _own(package, one), one.id in called, main[one.id], one.id))


def _own(package: Package, process: ProcessInfo) -> bool:
    return f"processes/{package.bundle.key}/{process.file}.bpmn" in package.bundle.resources


def _plates(book: Book, number: int, pictures: Sequence[Picture]) -> Iterator[dict[str, Any]]:
    font = f"{faces().roles[Role.HEI].family}, {faces().rare.family}"
    shown = [(picture, plate) for picture in pictures for plate in plates_of(picture)]
    for place, (picture, plate) in enumerate(shown, 1):
        name = f"diagram-{number}-{place}.svg"
        book.pictures[name] = picture.svg(font, plate.window).encode()
        yield {
            "file": name,
            "format": plate.format.name,
            "width": round(plate.width, 2),
            "height": round(plate.height, 2),
        }


def _clause(package: Package, carried: Carried) -> dict[str, str]:
    steps: dict[str, dict[str, None]] = {}
    others: dict[str, int] = {}
    for one in carried.carriers:
        if one.carrier == "process":
            steps.setdefault(package.process_name(one.process or ""), {})[one.name or "全流程"] = None
        else:
            others[one.carrier] = others.get(one.carrier, 0) + 1
    told = [f"{process}：{'、'.join(names)}" for process, names in steps.items()]
    told += [f"{_KINDS.get(kind, kind)} {count} 处" for kind, count in others.items()]
    clause = carried.clause
    return {"id": clause.id, "at": clause.at, "must": clause.must, "carriers": "；".join(told)}


def pages_css(chapters: Sequence[Mapping[str, Any]]) -> str:
    """The page numbers of the table of contents."""
    numbers = (chapter["number"] for chapter in chapters)
    counted = 'content: leader(dotted) target-counter("#chapter-{0}", page)'
    return "\n".join(f".toc-{n}::after {{ {counted.format(n)} }}" for n in numbers)

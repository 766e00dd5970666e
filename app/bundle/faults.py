"""The collector of everything that is wrong with the files of a package."""

from collections.abc import Iterator

from app.engine.lint.finding import Finding, Severity


class Faults:
    """Findings of one file, in the order they were met."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._found: list[Finding] = []

    def add(
        self,
        code: str,
        message: str,
        mend: str,
        line: int | None = None,
        name: str | None = None,
        *,
        element: str | None = None,
    ) -> None:
        """Record an error at a line, about something with a name; `element` is its id in a diagram, form or list."""
        self._found.append(Finding(code, Severity.ERROR, self.file, element, name, line, message, mend))

    def warn(
        self,
        code: str,
        message: str,
        mend: str,
        line: int | None = None,
        name: str | None = None,
        *,
        element: str | None = None,
    ) -> None:
        """Record a warning."""
        self._found.append(Finding(code, Severity.WARNING, self.file, element, name, line, message, mend))

    def __len__(self) -> int:
        return len(self._found)

    def __iter__(self) -> Iterator[Finding]:
        return iter(self._found)

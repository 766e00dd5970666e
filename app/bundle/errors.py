"""Refusals of packages."""

from app.core.errors import Invalid, NotFound
from app.engine.lint.finding import Finding


class BundleUnknown(NotFound):
    """没有属地包“{key}”。"""

    code = "bundle-unknown"


class BundleRefused(Invalid):
    """属地包“{key}”有 {count} 处错误，没有部署，原来的继续运行。"""

    code = "bundle-refused"

    def __init__(self, key: str, findings: tuple[Finding, ...]) -> None:
        """`findings` are all errors, by file and line."""
        super().__init__(None, key=key, count=len(findings))
        self.findings = findings

"""The technical log: one JSON object per line on standard error, without values of variables and without persons."""

import re
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog

# Mobile numbers and resident identity numbers (GB 11643), wherever they stand in a text.
_PERSONAL = re.compile(r"(?<!\d)(1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")
_HIDDEN = "***"


def configure_logs() -> None:
    """Set the format once per process. Tracebacks name lines, never locals: those hold what people typed."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.format_exc_info,
            _redact,
            structlog.processors.JSONRenderer(ensure_ascii=False, default=str),
        ],
        logger_factory=_stderr,
    )


def _stderr(*_: Any) -> structlog.PrintLogger:
    return structlog.PrintLogger(sys.stderr)


def _redact(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    return {key: _hidden(value) for key, value in event.items()}


def _hidden(value: Any) -> Any:
    if isinstance(value, str):
        return _PERSONAL.sub(_HIDDEN, value)
    if isinstance(value, dict):
        return {key: _hidden(part) for key, part in value.items()}
    return [_hidden(part) for part in value] if isinstance(value, list | tuple) else value

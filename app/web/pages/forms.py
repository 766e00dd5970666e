"""A form-js document with its data and the buttons that send it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeDialog:
    """Asks before an outcome that needs a reason or cannot be undone.

    `reason_key` names the form field that the dialog's text goes to (empty: only ask); `targets` are the choices
    of `target_key` (value, label). `foot` says what will not happen.
    """

    title: str
    hint: str = ""
    reason_key: str = ""
    reason_label: str = ""
    target_key: str = ""
    target_label: str = ""
    targets: tuple[tuple[str, str], ...] = ()
    foot: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A button of the decision bar: `value` is written to the form's outcome field.

    `kind` is primary, plain or refuse (the one red outline). Without an outcome field the only button has an
    empty value.
    """

    value: str
    text: str
    kind: str = "primary"
    dialog: OutcomeDialog | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldError:
    """What is wrong at a field and how to mend it; `field` is the key or dotted path, empty for the whole form."""

    field: str
    label: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormIsland:
    """A form in the browser.

    `outcome_key` is the component that the decision bar stands for; it is not drawn. `submit_url` takes a POST of
    `{"values": {…}, "revision"}` as JSON with X-CSRFToken and X-Request-Id (the same for a repeat) and answers: 200
    `{"location", "toast"?}`, 422 `{"title", "errors": [{"field", "label", "message"}]}`, others
    `{"title", "text"?, "links"?}`. `draft_url` takes `{"values", "version"}` and answers `{"saved_at",
    "version"}`, 409 when another page saved a newer one; empty: no draft. `draft_version` is that of the reader's own
    draft in `data`, `draft_saved` when it was saved. `quick` are ready-made texts as (field key, text). `revision`
    returns with the submission, so that a form opened before a change is told so. `blocked` is the reason why the
    buttons are not pressable now.
    """

    document: Mapping[str, Any]
    data: Mapping[str, Any]
    submit_url: str
    outcomes: tuple[Outcome, ...]
    outcome_key: str = ""
    title: str = ""
    draft_url: str = ""
    draft_saved: datetime | None = None
    draft_key: str = ""
    draft_version: int = 0
    quick: tuple[tuple[str, str], ...] = ()
    revision: str = ""
    blocked: str = ""
    read_only: bool = False
    errors: tuple[FieldError, ...] = ()

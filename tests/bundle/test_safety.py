"""What may not even be kept as a draft; what is merely broken may."""

import pytest

from app.bundle.resources import Kind
from app.bundle.safety import refuse_unsafe
from app.core.errors import DomainError

OPEN, CLOSE = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL">', "</definitions>"
ENTITY = '<!DOCTYPE definitions [<!ENTITY x SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("kind", [Kind.DIAGRAM, Kind.DECISION])
@pytest.mark.parametrize(
    ("data", "code"),
    [
        (f"{ENTITY}{OPEN}&x;{CLOSE}".encode(), "doctype"),
        (f"{ENTITY}{OPEN}&x;{CLOSE}".encode("utf-16"), "doctype"),
        (b"<!DOCTYPE html><html></html>", "doctype"),
        (f"{ENTITY}<broken".encode(), "doctype"),
        (f"{OPEN}{'<a/>' * 100_001}{CLOSE}".encode(), "too-many-elements"),
        (b"x" * (10 * 1024 * 1024), "file-too-large"),
    ],
)
def test_unsafe_file_is_refused_with_its_code(kind: Kind, data: bytes, code: str) -> None:
    with pytest.raises(DomainError) as refused:
        refuse_unsafe(kind, data)

    assert refused.value.code == code


@pytest.mark.parametrize("kind", [Kind.FORM, Kind.SCENARIO, Kind.PRINTOUT])
def test_any_file_beyond_the_bound_of_its_kind_is_refused(kind: Kind) -> None:
    refuse_unsafe(kind, b"x" * (2 * 1024 * 1024))

    with pytest.raises(DomainError, match="2 MB"):
        refuse_unsafe(kind, b"x" * (2 * 1024 * 1024 + 1))


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Kind.DIAGRAM, b""),
        (Kind.DIAGRAM, OPEN.encode()),
        (Kind.FORM, b"{"),
        (Kind.PRINTOUT, b"<!DOCTYPE html>"),
    ],
)
def test_broken_draft_may_be_kept(kind: Kind, data: bytes) -> None:
    refuse_unsafe(kind, data)

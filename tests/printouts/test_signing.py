"""A signed paper is what was rendered, says by whom it was signed, and gives away a single flipped byte."""

import asyncio
import io
import stat
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from pyhanko.keys import load_cert_from_pemder
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from app.core.clock import SystemClock
from app.printouts.signing import KeysUnusable, Signer, subject, valid_until

NOW = SystemClock().now()


@pytest.fixture(scope="module")
def keys(tmp_path_factory):
    return tmp_path_factory.mktemp("keys") / "keys"


@pytest.fixture(scope="module")
def signer(keys):
    return Signer.open(keys, "示例市", NOW)


@pytest.fixture(scope="module")
def unsigned():
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def signed(signer, unsigned):
    return signer.sign(unsigned, "云应调〔2026〕1号")


def apart(act, *given):
    """In a thread of its own: pyHanko runs an event loop, and a browser test before may have left one running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(act, *given).result()


def judged(pdf, folder):
    """What an independent reader says of the signature, trusting the installation's authority alone."""
    return apart(_judged, pdf, folder)


def _judged(pdf, folder):
    trust = ValidationContext(trust_roots=[load_cert_from_pemder(str(folder / "ca.crt"))])
    [found] = PdfFileReader(io.BytesIO(pdf), strict=False).embedded_signatures
    return validate_pdf_signature(found, trust)


def test_signature_is_intact_trusted_and_covers_the_whole_file(signed, keys):
    status = judged(signed, keys)

    assert (status.intact, status.valid, status.trusted) == (True, True, True)
    assert status.coverage.name == "ENTIRE_FILE"
    assert status.docmdp_ok


def test_signs_where_an_event_loop_runs_already(signer, unsigned):
    async def within():
        return signer.sign(unsigned, "云应调〔2026〕2号")

    assert apart(asyncio.run, within()).startswith(unsigned)


def test_unsigned_bytes_are_the_beginning_of_the_signed_ones(signed, unsigned):
    assert signed.startswith(unsigned)


@pytest.mark.parametrize("place", [0.1, 0.5, 0.95])
def test_one_flipped_byte_is_found(signed, keys, unsigned, place):
    at = int(len(unsigned) * place)
    broken = signed[:at] + bytes([signed[at] ^ 1]) + signed[at + 1 :]

    try:
        status = judged(broken, keys)
    except Exception:  # the file can no longer be read at all: found, too
        return
    assert not (status.intact and status.valid)


def test_keys_are_for_the_owner_alone_and_made_once(signer, keys):
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in keys.glob("*.key")}
    again = Signer.open(keys, "别的市", NOW)

    assert modes == {"ca.key": 0o600, "papers.key": 0o600}
    assert again.certificate == signer.certificate


def test_certificate_says_whose_and_until_when(signer):
    assert subject(signer.certificate) == "示例市 文书签名"
    assert abs(valid_until(signer.certificate) - NOW - timedelta(days=5 * 365)) < timedelta(days=2)


def test_keys_that_do_not_fit_are_named(tmp_path, unsigned):
    broken = Signer.open(tmp_path, "示例市", NOW)
    (tmp_path / "papers.key").write_text("nothing")

    with pytest.raises(KeysUnusable, match="papers"):
        broken.sign(unsigned, "x")

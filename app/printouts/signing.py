"""The signature of the installation under every paper: PAdES (ETSI EN 319 142-1, B-B) with EC P-256.

It is evidence that the bytes are those that were issued, not a 电子印章 in the sense of GB/T 38540 (SM2): such seals
are made by the bureau's own service, behind the port `Signs`.
"""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from app.core.errors import DomainError

FIELD = "Diaoling"
_CA_YEARS, _SIGNER_YEARS = 20, 5
_CA, _SIGNER = "ca", "papers"
_PRIVATE = 0o600


class KeysUnusable(DomainError):
    """文书签名的钥匙不能用：{reason}。请检查 {folder} 里的 papers.key、papers.crt 和 ca.crt。"""

    code = "keys-unusable"
    status = 500


class Signs(Protocol):
    """Whoever signs a paper's bytes; an adapter to the bureau's seal service (SM2) is one of these."""

    @property
    def certificate(self) -> bytes:
        """The certificate it signs with, PEM."""
        ...

    def sign(self, pdf: bytes, reason: str) -> bytes:
        """The signed bytes; the unsigned ones are their beginning. Raises `DomainError`."""
        ...


@dataclass(frozen=True)
class Signer:
    """Signs with the key of a folder: `papers.key` and `papers.crt` (PEM), the chain in `ca.crt`.

    The bureau's own certificate is used by putting these three there. Keys are readable by the owner alone and stand
    in no database and no log.
    """

    folder: Path

    @classmethod
    def open(cls, folder: Path, organization: str, now: datetime) -> "Signer":
        """The signer of a folder; without keys there an authority of its own is made first."""
        if not (folder / f"{_SIGNER}.key").exists():
            _establish(folder, organization, now)
        return cls(folder)

    @cached_property
    def certificate(self) -> bytes:
        """The certificate it signs with, PEM."""
        return (self.folder / f"{_SIGNER}.crt").read_bytes()

    @cached_property
    def authority(self) -> bytes:
        """The certificate that readers of papers have to trust, PEM."""
        return (self.folder / f"{_CA}.crt").read_bytes()

    def sign(self, pdf: bytes, reason: str) -> bytes:
        """Append a certifying signature that allows no later change. Raises `KeysUnusable`."""
        with ThreadPoolExecutor(1) as apart:  # pyHanko runs a loop, which a thread that has one refuses
            return apart.submit(self._signed, pdf, reason).result()

    def _signed(self, pdf: bytes, reason: str) -> bytes:
        from pyhanko.pdf_utils.incremental_writer import (  # noqa: PLC0415 - a third of a second at the start
            IncrementalPdfFileWriter,
        )
        from pyhanko.sign import signers  # noqa: PLC0415 - as above
        from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter  # noqa: PLC0415 - as above

        about = signers.PdfSignatureMetadata(
            field_name=FIELD,
            reason=reason,
            name=subject(self.certificate),
            md_algorithm="sha256",
            subfilter=SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=MDPPerm.NO_CHANGES,
        )
        out = io.BytesIO()
        signers.PdfSigner(about, self._hand).sign_pdf(IncrementalPdfFileWriter(io.BytesIO(pdf)), output=out)
        return out.getvalue()

    @cached_property
    def _hand(self) -> Any:
        from pyhanko.sign import SimpleSigner  # noqa: PLC0415 - as above

        load: Any = SimpleSigner.load

        names = (f"{_SIGNER}.key", f"{_SIGNER}.crt", f"{_CA}.crt")
        key, certificate, authority = (str(self.folder / name) for name in names)
        try:
            hand = load(key, certificate, ca_chain_files=[authority])
        except (OSError, ValueError) as error:
            raise KeysUnusable(reason=type(error).__name__, folder=self.folder) from error
        if hand is None:
            raise KeysUnusable(reason="钥匙和证书读不出来或不相配", folder=self.folder)
        return hand


def subject(certificate: bytes) -> str:
    """Whom a PEM certificate names."""
    [name] = x509.load_pem_x509_certificate(certificate).subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(name.value)


def valid_until(certificate: bytes) -> datetime:
    """Until when a PEM certificate holds, in UTC."""
    return x509.load_pem_x509_certificate(certificate).not_valid_after_utc


def _establish(folder: Path, organization: str, now: datetime) -> None:
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    ca_key, key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    ca_name, name = _name(f"{organization} 文书根证书"), _name(f"{organization} 文书签名")
    begins = now.astimezone(UTC) - timedelta(days=1)
    ca = (
        _certificate(ca_name, ca_name, ca_key, begins, _CA_YEARS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(certifies=True), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(ca_key.public_key()), critical=False)
        .sign(ca_key, hashes.SHA256())
    )
    signer = (
        _certificate(name, ca_name, key, begins, _SIGNER_YEARS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(certifies=False), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(ca_key.public_key()), critical=False
        )
        .sign(ca_key, hashes.SHA256())
    )
    for stem, private, certificate in ((_CA, ca_key, ca), (_SIGNER, key, signer)):
        (folder / f"{stem}.crt").write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
        _write_private(folder / f"{stem}.key", private)


def _certificate(
    name: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey, begins: datetime, years: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(begins + timedelta(days=365 * years))
    )


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text[:64])])


def _usage(*, certifies: bool) -> x509.KeyUsage:
    signs = not certifies
    return x509.KeyUsage(
        digital_signature=signs,
        content_commitment=signs,
        key_cert_sign=certifies,
        crl_sign=certifies,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        encipher_only=False,
        decipher_only=False,
    )


def _write_private(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    """Created for the owner alone before a byte of it is written; last, for its presence says that all is there."""
    path.touch(mode=_PRIVATE)
    path.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )

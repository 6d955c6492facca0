"""Authorities and certificates made for a test."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID


@dataclass(frozen=True)
class Made:
    """Files (PEM): the authority to be trusted, and a certificate of it with its key."""

    authority: Path
    certificate: Path
    key: Path

    @property
    def serving(self) -> ssl.SSLContext:
        """What a server needs to be the one of this certificate."""
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(self.certificate, self.key)
        return context


def make(place: Path, *, host: str = "127.0.0.1", days: int = 10) -> Made:
    """Make an authority of our own, and a certificate of it for a host. days: negative for one that has run out."""
    place.mkdir(parents=True, exist_ok=True)
    root, root_key = _signed("Test authority", None, None, days=30)
    leaf, key = _signed(host, root, root_key, days=days)
    made = Made(place / "ca.pem", place / "certificate.pem", place / "key.pem")
    made.authority.write_bytes(root.public_bytes(Encoding.PEM))
    made.certificate.write_bytes(leaf.public_bytes(Encoding.PEM))
    made.key.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    for path in (made.authority, made.certificate, made.key):
        path.chmod(0o644)
    return made


def _signed(
    name: str, by: x509.Certificate | None, by_key: ec.EllipticCurvePrivateKey | None, *, days: int
) -> tuple[x509.Certificate, ec.EllipticCurvePrivateKey]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    until = datetime.now(UTC) + timedelta(days=days)
    builder = (
        x509.CertificateBuilder(subject_name=subject, issuer_name=by.subject if by else subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(until - timedelta(days=60))
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
    )
    if by is not None:
        builder = builder.add_extension(x509.SubjectAlternativeName([_called(name)]), critical=False)
    return builder.sign(by_key or key, hashes.SHA256()), key


def _called(host: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(host))
    except ValueError:
        return x509.DNSName(host)

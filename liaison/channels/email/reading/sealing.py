"""Signed and encrypted mail: how it is sealed, and what lies open in it."""

from liaison.channels.email.reading.asn1 import signed_content
from liaison.channels.email.reading.parts import Part
from liaison.channels.email.reading.words import Security

_PKCS7 = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime"})
_PGP_MESSAGE = "-----BEGIN PGP MESSAGE-----"
_PGP_SIGNED = "-----BEGIN PGP SIGNED MESSAGE-----"


def security_of(root: Part, *, text: str) -> Security:
    """Return how the mail is sealed; encryption outweighs a signature."""
    kinds = {_seal(part) for part in root.walk()}
    if Security.ENCRYPTED in kinds or _PGP_MESSAGE in text:
        return Security.ENCRYPTED
    if Security.SIGNED in kinds or _PGP_SIGNED in text:
        return Security.SIGNED
    return Security.NONE


def opened(part: Part) -> bytes | None:
    """Return the mail inside an S/MIME part that is signed but not encrypted, None for any other part."""
    return signed_content(part.content) if part.type in _PKCS7 and _seal(part) is Security.SIGNED else None


def _seal(part: Part) -> Security:
    if part.type == "multipart/encrypted":
        return Security.ENCRYPTED
    if part.type == "multipart/signed":
        return Security.SIGNED
    if part.type not in _PKCS7:
        return Security.NONE
    said = part.parameters.get("smime-type", "").lower()
    if said == "signed-data" or (not said and part.name.lower().endswith(".p7s")):
        return Security.SIGNED
    return Security.SIGNED if not said and signed_content(part.content) is not None else Security.ENCRYPTED

"""The identity of a site's own customer, signed by the site: a JSON Web Token (RFC 7519) under HMAC-SHA256."""

import jwt

from liaison.channels.chat.errors import NotProved
from liaison.channels.chat.models import Site
from liaison.channels.chat.words import Proof

LONGEST = (
    24 * 3600
)  # Seconds a signed identity may be valid; one without an end would be a password in a page.


def proof_of(token: str, *, site: Site) -> Proof | None:
    """What a signed token says; None without one. Raises NotProved for any that is not wholly right."""
    if not token:
        return None
    if not site.secret:
        raise NotProved
    try:
        said = jwt.decode(
            token,
            site.secret.reveal(),
            algorithms=["HS256"],
            options={"require": ["sub", "exp", "iat"]},
            leeway=60,
        )
    except jwt.InvalidTokenError as wrong:
        raise NotProved from wrong
    if said["exp"] - said["iat"] > LONGEST:
        raise NotProved
    return Proof(
        subject=str(said["sub"])[:200], address=str(said.get("email", "")), name=str(said.get("name", ""))
    )

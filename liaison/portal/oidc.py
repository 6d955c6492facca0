"""Signing in by the company's own provider: OpenID Connect, authorization code with PKCE (RFC 7636).

The provider is asked where its doors are (`/.well-known/openid-configuration`). Its ID token is believed only if its
signature, issuer, audience, times and nonce are right, and if it says that the address is verified.
"""

import base64
import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final
from urllib.parse import quote, urlencode

import jwt
from django.conf import settings
from django.core import signing
from django.utils.crypto import constant_time_compare

from liaison.kit import web
from liaison.kit.errors import Refusal
from liaison.portal.errors import ProviderAway, ProviderSaysNo

LASTS: Final = timedelta(minutes=10)  # From leaving for the provider to coming back.
SIGNED_BY: Final = ("RS256", "PS256", "ES256", "RS384", "RS512", "ES384")
"""Never by a shared secret, and never by nothing."""
LEEWAY: Final = 60  # Seconds by which its clock may differ from ours.
_SALT: Final = "liaison.portal.oidc"


@dataclass(frozen=True)
class Provider:
    """The company's provider. issuer: its address. client: how it calls us. secret: empty for a public client."""

    issuer: str
    client: str
    secret: str


@dataclass(frozen=True)
class Leaving:
    """Somebody leaves for the provider. to: where. kept: what their browser keeps until they are back."""

    to: str
    kept: str


@dataclass(frozen=True)
class Vouched:
    """Whom the provider vouches for: a verified address and a name."""

    address: str
    name: str


def provider() -> Provider | None:
    """The provider that is set up; None when there is none."""
    known = settings.LIAISON
    if not known["CUSTOMERS_OIDC_ISSUER"] or not known["CUSTOMERS_OIDC_CLIENT"]:
        return None
    issuer = known["CUSTOMERS_OIDC_ISSUER"].rstrip("/")
    return Provider(issuer, known["CUSTOMERS_OIDC_CLIENT"], known["CUSTOMERS_OIDC_SECRET"])


def leave(of: Provider, *, back: str) -> Leaving:
    """Send somebody to the provider. back: the address of ours at which they come back. Raises ProviderAway."""
    state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
    challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
    asked = {
        "response_type": "code", "client_id": of.client, "redirect_uri": back, "scope": "openid email profile",
        "state": state, "nonce": nonce, "code_challenge": challenge, "code_challenge_method": "S256",
    }  # fmt: skip
    door = str(_doors(of)["authorization_endpoint"])
    to = f"{door}{'&' if '?' in door else '?'}{urlencode(asked)}"
    return Leaving(to, signing.dumps([state, nonce, verifier], salt=_SALT))


def come_back(of: Provider, *, code: str, state: str, kept: str, back: str) -> Vouched:
    """Whom the provider vouches for who comes back.

    kept: what their browser kept. Raises ProviderAway, ProviderSaysNo.
    """
    try:
        ours, nonce, verifier = signing.loads(kept, salt=_SALT, max_age=LASTS)
    except signing.BadSignature as forged:
        raise ProviderSaysNo from forged
    if not code or not constant_time_compare(ours, state):
        raise ProviderSaysNo
    doors = _doors(of)
    said = _token(of, str(doors["token_endpoint"]), code=code, verifier=verifier, back=back)
    claims = _claims(of, said, jwks=str(doors["jwks_uri"]))
    if not constant_time_compare(str(claims.get("nonce", "")), nonce):
        raise ProviderSaysNo
    address = str(claims.get("email", ""))
    if "@" not in address or claims.get("email_verified") is not True:
        raise ProviderSaysNo
    return Vouched(address[:320], str(claims.get("name", ""))[:200])


def _doors(of: Provider) -> dict[str, Any]:
    known = _asked(f"{of.issuer}/.well-known/openid-configuration")
    wanted = ("authorization_endpoint", "token_endpoint", "jwks_uri")
    if str(known.get("issuer", "")).rstrip("/") != of.issuer or not all(known.get(one) for one in wanted):
        raise ProviderAway
    return known


def _token(of: Provider, door: str, *, code: str, verifier: str, back: str) -> str:
    """The ID token for a code, which is good once."""
    given = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": back,
        "code_verifier": verifier,
    }
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if of.secret:
        pair = f"{quote(of.client, safe='')}:{quote(of.secret, safe='')}"
        headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
    else:
        given["client_id"] = of.client
    return str(
        _asked(door, method="POST", headers=headers, body=urlencode(given).encode()).get("id_token", "")
    )


def _claims(of: Provider, token: str, *, jwks: str) -> dict[str, Any]:
    try:
        named = jwt.get_unverified_header(token).get("kid")
        keys = jwt.PyJWKSet.from_json(json.dumps(_asked(jwks))).keys
        key = next(one for one in keys if one.key_id == named or (named is None and len(keys) == 1))
        claims = jwt.decode(
            token, key.key, algorithms=list(SIGNED_BY), audience=of.client, leeway=LEEWAY,
            options={"require": ["iss", "sub", "aud", "exp", "iat"]},
        )  # fmt: skip
    except (jwt.PyJWTError, StopIteration) as wrong:
        raise ProviderSaysNo from wrong
    said_for = (
        claims.get("azp", of.client)
        if isinstance(claims["aud"], list) and len(claims["aud"]) > 1
        else of.client
    )
    if str(claims["iss"]).rstrip("/") != of.issuer or said_for != of.client:
        raise ProviderSaysNo
    return dict(claims)


def _asked(url: str, **more: Any) -> dict[str, Any]:
    try:
        answer = web.ask(url, **more)
    except (OSError, Refusal) as away:
        raise ProviderAway from away
    if 400 <= answer.status < 500:
        raise ProviderSaysNo
    if not answer.ok:
        raise ProviderAway
    return answer.json()

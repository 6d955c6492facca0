"""Customers come in by the company's own provider, which speaks OpenID Connect."""

import base64
import hashlib
import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.test import Client

from liaison.channels.messaging.standin import Asked, Says, StandIn
from liaison.customers.actions import add_identity, meet
from liaison.customers.models import Customer
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.portal.models import Visit
from liaison.portal.tests.conftest import shown
from liaison.tickets.models import Ticket
from tests.cast import Cast

pytestmark = pytest.mark.django_db
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(StandIn):
    """A provider: its doors, its key, codes that are good once for whoever has the verifier. changed: of the claims."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: dict[str, dict[str, str]] = {}
        self.changed: dict[str, Any] = {}
        self.key: Any = KEY
        self.algorithm = "RS256"

    def answer(self, asked: Asked) -> Says:
        doors: dict[str, Callable[[Asked], Says]] = {
            "/.well-known/openid-configuration": self._configuration,
            "/token": self._token,
            "/keys": self._keys,
        }
        return doors[asked.path](asked)

    def _configuration(self, asked: Asked) -> Says:
        doors = {"authorization_endpoint": "/sign-in", "token_endpoint": "/token", "jwks_uri": "/keys"}
        return Says(said={"issuer": self.url} | {name: self.url + path for name, path in doors.items()})

    def _keys(self, asked: Asked) -> Says:
        key = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        return Says(said={"keys": [key | {"kid": "1", "alg": "RS256", "use": "sig"}]})

    def sign_in(self, leaving: str) -> dict[str, str]:
        """Somebody signs in there: what they bring back."""
        wished = dict(parse_qsl(urlsplit(leaving).query))
        assert (wished["response_type"], wished["code_challenge_method"]) == ("code", "S256")
        self.codes["one"] = wished
        return {"code": "one", "state": wished["state"]}

    def _token(self, asked: Asked) -> Says:
        given = dict(parse_qsl(asked.body.decode()))
        wished = self.codes.pop(given["code"], None)
        proved = base64.urlsafe_b64encode(hashlib.sha256(given["code_verifier"].encode()).digest()).rstrip(
            b"="
        )
        basic = "Basic " + base64.b64encode(b"desk:the secret".replace(b" ", b"%20")).decode()
        if (
            wished is None
            or proved.decode() != wished["code_challenge"]
            or asked.headers["authorization"] != basic
        ):
            return Says(400, {"error": "invalid_grant"})
        at = int(now().timestamp())
        claims = {
            "iss": self.url, "sub": "7", "aud": "desk", "iat": at, "exp": at + 300, "nonce": wished["nonce"],
            "email": "mira@example.com", "email_verified": True, "name": "Mira Kask",
        }  # fmt: skip
        headers = {"kid": "1"}
        token = jwt.encode(claims | self.changed, self.key, algorithm=self.algorithm, headers=headers)
        return Says(said={"access_token": "a", "token_type": "Bearer", "id_token": token})


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    with Provider() as one:
        settings.LIAISON = settings.LIAISON | {
            "CUSTOMERS_OIDC_ISSUER": one.url,
            "CUSTOMERS_OIDC_CLIENT": "desk",
            "CUSTOMERS_OIDC_SECRET": "the secret",
            "ALLOW_PRIVATE": ("127.0.0.1",),
        }
        yield one


def go(provider: Provider, client: Client) -> Any:
    """There and back."""
    leaving = client.get("/my/provider/")
    assert leaving.status_code == 302, leaving.content
    return client.get("/my/provider/back/", provider.sign_in(leaving["Location"]))


def test_whoever_the_provider_vouches_for_sees_their_tickets(provider: Provider, miras: Ticket) -> None:
    client = Client()
    assert "/my/provider/" in shown(client, "/my/sign-in/")

    assert go(provider, client)["Location"] == "/my/"
    assert miras.subject in shown(client, "/my/")


def test_whoever_is_not_known_yet_is_from_now_on(provider: Provider, cast: Cast) -> None:
    provider.changed = {"email": "Kati@example.com", "name": "Kati"}

    assert go(provider, Client()).status_code == 302
    assert Customer.objects.get().name == "Kati"


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "https://evil.example"}, {"aud": "another"}, {"exp": 1}, {"nonce": "another"}, {"nonce": None},
        {"email_verified": False}, {"email_verified": "true"}, {"email": ""},
        {"aud": ["desk", "another"], "azp": "another"},
    ],
)  # fmt: skip
def test_a_token_that_is_not_wholly_right_lets_nobody_in(
    provider: Provider, miras: Ticket, changed: dict[str, Any]
) -> None:
    provider.changed = changed

    assert go(provider, Client()).status_code == 403
    assert not Visit.objects.exists()


@pytest.mark.parametrize(("key", "algorithm"), [(OTHER, "RS256"), ("x" * 32, "HS256"), (None, "none")])
def test_a_token_that_another_signed_lets_nobody_in(
    provider: Provider, miras: Ticket, key: Any, algorithm: str
) -> None:
    provider.key, provider.algorithm = key, algorithm

    assert go(provider, Client()).status_code == 403
    assert not Visit.objects.exists()


def test_what_another_browser_began_is_not_ended_here(provider: Provider, miras: Ticket) -> None:
    """Else a link could let somebody in as another person, who would read what they write."""
    brought = provider.sign_in(Client().get("/my/provider/")["Location"])

    assert Client().get("/my/provider/back/", brought).status_code == 403


def test_a_code_is_good_once(provider: Provider, miras: Ticket) -> None:
    client = Client()
    kept = client.get("/my/provider/")
    brought = provider.sign_in(kept["Location"])
    cookie = client.cookies["liaison_my_left"].value

    assert client.get("/my/provider/back/", brought).status_code == 302
    client.cookies["liaison_my_left"] = cookie
    assert client.get("/my/provider/back/", brought).status_code == 403


def test_whoever_says_no_there_is_told_so(provider: Provider, miras: Ticket) -> None:
    client = Client()
    client.get("/my/provider/")

    assert client.get("/my/provider/back/", {"error": "access_denied", "state": "x"}).status_code == 403


def test_an_address_of_several_people_lets_nobody_in(provider: Provider, miras: Ticket) -> None:
    jonas = meet("email", "jonas@example.org")
    add_identity(jonas, kind="email", value="mira@example.com", shared=True, by=SYSTEM)

    assert go(provider, Client()).status_code == 403
    assert not Visit.objects.exists()


def test_a_provider_that_is_away_is_said_to_be(provider: Provider, miras: Ticket) -> None:
    provider.next = [Says(503)]

    assert Client().get("/my/provider/").status_code == 503


def test_without_a_provider_there_is_no_such_way_in(cast: Cast) -> None:
    assert "/my/provider/" not in shown(Client(), "/my/sign-in/")
    assert Client().get("/my/provider/").status_code == 404
    assert Client().get("/my/provider/back/").status_code == 404

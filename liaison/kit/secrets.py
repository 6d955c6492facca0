"""Secrets at rest: passwords of mailboxes and tokens of providers lie in the database as ciphertext only.

    class Mailbox(models.Model):
        password = SecretField(null=True)

    mailbox.password = "typed by an administrator"   # from now on a Secret: it shows itself nowhere
    server.login(mailbox.address, mailbox.password.reveal())

The key lies beside the database, not in it (`<data>/secrets.key`, readable by us alone), or in LIAISON_SECRET_KEY.
There may be several, newest first: the first writes, all read.
"""

import base64
import hmac
import os
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.apps import apps
from django.conf import settings
from django.db import models, transaction
from django.db.models.query_utils import DeferredAttribute

from liaison.kit.errors import Refusal

KEY_FILE: Final = "secrets.key"


class OtherKey(Refusal):
    """This secret was kept with a key that is no longer here. Please enter it again, or bring the key back."""


class Secret:
    """Something nobody should read by accident: neither in a log nor in a page nor in a traceback."""

    __slots__ = ("_token",)

    def __init__(self, token: str) -> None:
        self._token = token

    @classmethod
    def of(cls, text: str) -> "Secret":
        """Hide a text."""
        return cls(_keyring().encrypt(text.encode()).decode())

    def reveal(self) -> str:
        """Return the text itself.

        Raises OtherKey when none of our keys opens it.
        """
        try:
            return _keyring().decrypt(self._token).decode()
        except InvalidToken:
            raise OtherKey from None

    @property
    def token(self) -> str:
        """The ciphertext, as it is stored."""
        return self._token

    def renewed(self) -> "Secret":
        """Return the same secret, written with the newest key."""
        try:
            return Secret(_keyring().rotate(self._token).decode())
        except InvalidToken:
            raise OtherKey from None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret):
            return NotImplemented
        return hmac.compare_digest(self.reveal().encode(), other.reveal().encode())

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return "Secret(…)"

    __str__ = __repr__


class _Hiding(DeferredAttribute):
    """A text that is assigned becomes a Secret at once, not only when it is saved."""

    def __set__(self, row: models.Model, value: "Secret | str | None") -> None:
        row.__dict__[self.field.attname] = Secret.of(value) if isinstance(value, str) else value


class SecretField(models.TextField):  # type: ignore[type-arg]
    """A column of ciphertext. It can be asked whether it is null, and nothing else."""

    descriptor_class = _Hiding
    description = "A secret, stored as ciphertext"

    def from_db_value(self, value: str | None, *_: Any) -> Secret | None:
        return None if value is None else Secret(value)

    def to_python(self, value: Any) -> Any:
        return Secret.of(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        value = self.to_python(value)
        return value.token if isinstance(value, Secret) else None

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj)) or ""

    def get_lookup(self, lookup_name: str) -> Any:
        # The same secret is never written the same twice, so that any other question would lie.
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None


def ensure_key(data: Path) -> Path:
    """Make the key file of a data directory, if there is none; return where it lies.

    To be called before Django's settings are read, which derive the key of sessions from it.
    """
    path = data / KEY_FILE
    data.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        _write(path, [Fernet.generate_key().decode()])
    return path


@transaction.atomic
def rotate() -> int:
    """Make a new key and write every secret of every table anew with it; return how many.

    Raises OtherKey, and changes nothing, when one of them cannot be read.
    """
    path = ensure_key(settings.DATA)
    before = path.read_text().splitlines()
    _write(path, [Fernet.generate_key().decode(), *before])
    try:
        return sum(_renew(model, field) for model, field in _columns())
    except OtherKey:
        _write(path, before)
        raise


def _columns() -> list[tuple[type[models.Model], SecretField]]:
    return [
        (model, field)
        for model in apps.get_models()
        for field in model._meta.local_concrete_fields
        if isinstance(field, SecretField)
    ]


def _renew(model: type[models.Model], field: SecretField) -> int:
    rows = model._default_manager.select_for_update().filter(**{f"{field.name}__isnull": False})
    for row in rows.only(field.name):
        secret: Secret = getattr(row, field.attname)
        model._default_manager.filter(pk=row.pk).update(**{field.name: secret.renewed()})
    return len(rows)


def _keyring() -> MultiFernet:
    given = settings.LIAISON["SECRET_KEY"] or ensure_key(settings.DATA).read_text()
    return MultiFernet([key for line in given.splitlines() if line.strip() for key in _keys(line)])


def _keys(line: str) -> list[Fernet]:
    """Keys as Fernet makes them are each one; other words of a line are one key together."""
    parts = line.split()
    return [Fernet(part) for part in parts] if all(map(_is_key, parts)) else [Fernet(_made_of(line.strip()))]


def _is_key(text: str) -> bool:
    try:
        Fernet(text)
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4)
def _made_of(words: str) -> bytes:
    """A key from words: slow to make on purpose, since words can be guessed."""
    made = Scrypt(salt=b"liaison secrets", length=32, n=2**14, r=8, p=1).derive(words.encode())
    return base64.urlsafe_b64encode(made)


def _write(path: Path, keys: Iterable[str]) -> None:
    """Write the file anew in one step, readable by us alone, and on the disk before anybody relies on it."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.writelines(f"{key}\n" for key in keys)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    directory = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(directory)
    finally:
        os.close(directory)

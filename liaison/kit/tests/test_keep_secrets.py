"""Secrets lie in the database as ciphertext and show themselves nowhere."""

import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError
from django.db import connection, models

from liaison.kit import secrets
from liaison.kit.secrets import OtherKey, Secret, SecretField, ensure_key


@pytest.fixture(autouse=True)
def key_file(tmp_path: Path, settings: Any) -> Path:
    settings.DATA = tmp_path
    settings.LIAISON = {**settings.LIAISON, "SECRET_KEY": ""}
    return tmp_path / "secrets.key"


class Vault(models.Model):
    """A table that exists in these tests alone."""

    code = SecretField(null=True)

    class Meta:
        app_label = "kit_tests"


@pytest.fixture
def vault(db: None) -> Any:
    with connection.schema_editor() as editor:
        editor.create_model(Vault)
    return Vault


def stored(row: models.Model) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT code FROM kit_tests_vault WHERE id = %s", [row.pk])
        [(text,)] = cursor.fetchall()
    return str(text)


def test_a_secret_comes_back_as_it_went_in() -> None:
    assert Secret.of("öpen šešame").reveal() == "öpen šešame"
    assert Secret.of("") == Secret.of("")
    assert Secret.of("a") != Secret.of("b")


def test_a_secret_shows_itself_nowhere() -> None:
    secret = Secret.of("sesame")
    assert "sesame" not in f"{secret} {secret!r} {secret.token} {[secret]}"
    with pytest.raises(TypeError):
        json.dumps(secret)


def test_the_key_is_made_once_and_readable_by_us_alone(key_file: Path) -> None:
    ensure_key(key_file.parent)
    first = key_file.read_text()
    assert stat.S_IMODE(os.stat(key_file).st_mode) == 0o600
    ensure_key(key_file.parent)
    assert key_file.read_text() == first


def test_with_another_key_a_secret_cannot_be_read(key_file: Path) -> None:
    secret = Secret.of("sesame")
    key_file.unlink()
    with pytest.raises(OtherKey):
        secret.reveal()


def keep_with(settings: Any, key: str) -> None:
    settings.LIAISON = {**settings.LIAISON, "SECRET_KEY": key}


@pytest.mark.parametrize(
    "given", ["any words of an operator", Fernet.generate_key().decode()], ids=["words", "key"]
)
def test_a_key_from_the_environment_is_used_instead_of_the_file(
    given: str, settings: Any, key_file: Path
) -> None:
    keep_with(settings, given)
    secret = Secret.of("sesame")
    assert secret.reveal() == "sesame"
    assert not key_file.exists()
    keep_with(settings, "any other words")
    with pytest.raises(OtherKey):
        secret.reveal()


def test_of_several_keys_the_first_writes_and_all_read(settings: Any) -> None:
    old, new = Fernet.generate_key().decode(), Fernet.generate_key().decode()
    keep_with(settings, old)
    before = Secret.of("sesame")
    keep_with(settings, f"{new} {old}")
    assert before.reveal() == "sesame"
    after = Secret.of("sesame")
    keep_with(settings, new)
    assert after.reveal() == "sesame"


def test_the_table_holds_ciphertext_and_the_row_a_secret(vault: Any) -> None:
    row = vault.objects.create(code="sesame")
    assert "sesame" not in stored(row)
    assert isinstance(row.code, Secret)
    again = vault.objects.get(pk=row.pk)
    assert again.code.reveal() == "sesame"
    again.code = "open"
    assert "open" not in repr(again.__dict__)
    again.save()
    again.refresh_from_db()
    assert again.code.reveal() == "open"
    vault.objects.filter(pk=row.pk).update(code="third")
    assert vault.objects.only("pk").get(pk=row.pk).code.reveal() == "third"


def test_no_secret_is_none(vault: Any) -> None:
    row = vault.objects.create(code=None)
    assert vault.objects.get(pk=row.pk).code is None
    assert vault.objects.filter(code__isnull=True).count() == 1


def test_nobody_can_search_for_a_secret(vault: Any) -> None:
    for lookup in ("code", "code__startswith", "code__in"):
        with pytest.raises(FieldError):
            vault.objects.filter(**{lookup: "sesame"}).exists()


def test_rotation_writes_every_secret_with_a_new_key(
    vault: Any, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key_file.write_text("words of an operator\n")
    row, empty = vault.objects.create(code="sesame"), vault.objects.create(code=None)
    old_key, old = key_file.read_text(), stored(row)
    monkeypatch.setattr(secrets, "_columns", lambda: [(vault, vault._meta.get_field("code"))])
    assert secrets.rotate() == 1
    assert stored(row) != old
    key_file.write_text(key_file.read_text().splitlines()[0])
    assert vault.objects.get(pk=row.pk).code.reveal() == "sesame"
    assert vault.objects.get(pk=empty.pk).code is None
    assert old_key.strip() not in key_file.read_text()


def test_rotation_changes_nothing_when_a_secret_cannot_be_read(
    vault: Any, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    good = vault.objects.create(code="sesame")
    vault.objects.filter(pk=vault.objects.create(code="x").pk).update(code=Secret("torn"))
    before, keys = stored(good), key_file.read_text()
    monkeypatch.setattr(secrets, "_columns", lambda: [(vault, vault._meta.get_field("code"))])
    with pytest.raises(OtherKey):
        secrets.rotate()
    assert (stored(good), key_file.read_text()) == (before, keys)

"""Keeping many contents at once."""

import os

import pytest
from pytest_django import DjangoAssertNumQueries

from liaison.files import actions
from liaison.files.models import Blob
from liaison.files.queries import path_of, read

pytestmark = pytest.mark.django_db


def test_many_are_kept_by_one_statement_each_content_once(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    given = [b"b of many", b"a of many", b"b of many"]
    with django_assert_num_queries(1):
        named = actions.keep_all(given)

    assert [read(one) for one in named] == given
    assert Blob.objects.filter(pk__in=named).count() == 2


def test_every_file_and_every_directory_with_a_new_name_is_synced(monkeypatch: pytest.MonkeyPatch) -> None:
    synced = []
    fsync = os.fsync
    monkeypatch.setattr(
        os, "fsync", lambda one: (synced.append(os.readlink(f"/proc/self/fd/{one}")), fsync(one))
    )
    (named,) = actions.keep_all([os.urandom(20)])

    path = path_of(named)
    assert synced[0].startswith(f"{path}.")
    assert str(path.parent) in synced[1:]


def test_a_disk_that_is_full_leaves_no_half_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError("no space left")

    content = os.urandom(20)
    with monkeypatch.context() as broken:
        broken.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="no space"):
            actions.keep_all([content])

    path = path_of(actions.hashlib.sha256(content).hexdigest())
    assert list(path.parent.iterdir()) == []

from datetime import timedelta

import pytest

from liaison.channels.actions import keep as keep_parcel
from liaison.files.actions import keep, sweep
from liaison.files.models import Blob
from liaison.files.queries import path_of
from liaison.kit import clock


@pytest.mark.django_db
def test_what_nothing_refers_to_goes_after_a_week() -> None:
    sha256 = keep(b"begun and given up")
    clock.travel(timedelta(days=8))

    assert sweep() == 1

    assert not path_of(sha256).exists()
    assert not Blob.objects.exists()


@pytest.mark.django_db
def test_what_somebody_refers_to_stays() -> None:
    keep_parcel(b"a raw mail" * 1000, channel="email", door="email:1", key="k", envelope={})
    clock.travel(timedelta(days=400))

    assert sweep() == 0
    assert Blob.objects.count() == 1


@pytest.mark.django_db
def test_what_was_kept_again_is_young_again() -> None:
    keep(b"twice")
    clock.travel(timedelta(days=8))
    sha256 = keep(b"twice")

    assert sweep() == 0
    assert path_of(sha256).read_bytes() == b"twice"


@pytest.mark.django_db
def test_a_content_whose_file_is_gone_is_written_again() -> None:
    path_of(keep(b"lost")).unlink()

    assert path_of(keep(b"lost")).read_bytes() == b"lost"

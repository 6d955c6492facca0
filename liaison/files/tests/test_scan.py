"""A scanner for viruses looks into what came in, by the protocol of clamd."""

import socket
from pathlib import Path
from typing import Any

import pytest

from liaison.files.actions import judge, keep
from liaison.files.errors import Held, Infected, NotChecked
from liaison.files.queries import served, standings
from liaison.files.scanner import Away, Looked, scanner
from liaison.files.standin import EICAR, running
from liaison.files.words import Standing, Verdict
from liaison.kit.configuration import WrongSetting, read

pytestmark = pytest.mark.django_db


def set_up(settings: Any, address: str) -> None:
    settings.LIAISON = settings.LIAISON | {"SCANNER": address}


def look(settings: Any, path: Path, content: bytes, *, most: int = 2**20) -> Looked:
    path.write_bytes(content)
    with running(most=most) as clamd:
        set_up(settings, clamd.address)
        asked = scanner()
        assert asked
        return asked.look(path)


def test_what_is_clean_is_told_so(settings: Any, tmp_path: Path) -> None:
    assert look(settings, tmp_path / "a", b"harmless") == Looked(Verdict.CLEAN)
    assert look(settings, tmp_path / "b", b"") == Looked(Verdict.CLEAN)


def test_every_byte_is_sent_also_of_what_is_longer_than_a_chunk(settings: Any, tmp_path: Path) -> None:
    looked = look(settings, tmp_path / "a", b"x" * 200_000 + EICAR)
    assert looked == Looked(Verdict.INFECTED, "Eicar-Signature")


def test_what_the_scanner_does_not_take_is_too_large(settings: Any, tmp_path: Path) -> None:
    assert look(settings, tmp_path / "a", b"x" * 3 * 2**20, most=2**16) == Looked(Verdict.TOO_LARGE)


def test_a_scanner_that_is_not_there_is_away(settings: Any, tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # Bound and not listening: nobody else gets the port meanwhile.
        set_up(settings, f"clamd://127.0.0.1:{taken.getsockname()[1]}")
        asked = scanner()
        assert asked
        (tmp_path / "a").write_bytes(b"x")
        with pytest.raises(Away):
            asked.look(tmp_path / "a")


def test_a_socket_that_is_not_there_is_away(settings: Any, tmp_path: Path) -> None:
    set_up(settings, f"clamd://{tmp_path}/clamd.ctl")
    asked = scanner()
    assert asked
    (tmp_path / "a").write_bytes(b"x")
    with pytest.raises(Away):
        asked.look(tmp_path / "a")


def test_without_a_scanner_everything_is_free(settings: Any) -> None:
    set_up(settings, "")
    kept = keep(b"something")

    assert served(kept).read_bytes() == b"something"
    assert standings([kept]) == {}


def test_with_a_scanner_what_it_has_not_seen_is_held(settings: Any) -> None:
    set_up(settings, "clamd://127.0.0.1")
    kept = keep(b"something")

    with pytest.raises(Held):
        served(kept)
    assert standings([kept]) == {kept: Standing.HELD}


@pytest.mark.parametrize(
    ("verdict", "refusal"), [(Verdict.INFECTED, Infected), (Verdict.TOO_LARGE, NotChecked)]
)
def test_what_is_infected_or_too_large_is_kept_and_given_to_nobody(
    settings: Any, verdict: Verdict, refusal: type[Exception]
) -> None:
    set_up(settings, "clamd://127.0.0.1")
    kept = keep(b"something")
    judge(kept, Looked(verdict, "Eicar"))

    with pytest.raises(refusal):
        served(kept)
    assert standings([kept]) == {kept: Standing(verdict)}


def test_what_was_found_is_remembered_when_the_scanner_is_taken_away(settings: Any) -> None:
    kept = keep(b"something")
    judge(kept, Looked(Verdict.INFECTED, "Eicar"))
    set_up(settings, "")

    with pytest.raises(Infected):
        served(kept)


def test_a_setting_that_names_no_scanner_is_refused(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match="SCANNER"):
        read({"LIAISON_SCANNER": "http://127.0.0.1"})

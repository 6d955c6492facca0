"""Servers that were typed into a form are never on our own network, unless somebody named them."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from ipaddress import ip_address
from typing import Any

import pytest

from liaison.kit import outbound
from liaison.kit.outbound import PrivateAddress, UnknownHost, check, connect, is_public

SOON = timedelta(seconds=5)


@pytest.fixture
def server() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


def resolving(monkeypatch: pytest.MonkeyPatch, *answers: str) -> list[str]:
    """Have every name resolve to these addresses; returns the names that were asked for."""
    asked: list[str] = []

    def answer(host: str, port: int, **_: Any) -> Any:
        asked.append(host)
        families = {True: socket.AF_INET6, False: socket.AF_INET}
        return [(families[":" in a], socket.SOCK_STREAM, 6, "", (a, port)) for a in answers]

    monkeypatch.setattr(outbound.socket, "getaddrinfo", answer)
    return asked


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254",
        "168.63.129.16", "100.100.100.200", "192.0.0.192", "198.18.0.1", "224.0.0.1", "233.252.0.1", "240.0.0.1",
        "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "fd00:ec2::254", "ff02::1", "ff0e::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::127.0.0.1", "64:ff9b::a00:1", "64:ff9b::7f00:1", "2002:7f00:1::",
        "2002:a00:1::1", "2001:db8::1", "2001:0:a00:1::1", "fec0::1",
    ],
)  # fmt: skip
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "2606:4700:4700::1111", "::ffff:1.1.1.1"])
def test_a_public_address_is_fine(address: str) -> None:
    assert is_public(ip_address(address))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "0", "0x7f.1", "2130706433", "127.1"])
def test_our_own_machine_is_refused_however_it_is_written(host: str) -> None:
    with pytest.raises(PrivateAddress) as refused:
        connect(host, 25, timeout=SOON)
    assert refused.value.sentence.startswith(f"{host} lies in a private network")


def test_a_name_without_an_address_is_unknown() -> None:
    with pytest.raises(UnknownHost):
        connect("no such host.invalid", 25, timeout=SOON)
    with pytest.raises(UnknownHost):
        connect("a" * 300 + ".example", 25, timeout=SOON)


@pytest.mark.parametrize("port", [None, "same"])
def test_a_server_that_was_allowed_is_reached(server: int, port: str | None) -> None:
    allowance = f"LocalHost:{server}" if port else "localhost"
    with connect("localhost", server, timeout=SOON, allowed=[allowance]) as made:
        assert made.getpeername() == ("127.0.0.1", server)


@pytest.mark.parametrize("allowance", ["localhost:1", "other", "10.0.0.0/8", "", "localhost:x"])
def test_an_allowance_of_something_else_does_not_count(server: int, allowance: str) -> None:
    with pytest.raises(PrivateAddress):
        connect("localhost", server, timeout=SOON, allowed=[allowance])


@pytest.mark.parametrize("allowance", ["127.0.0.1", "127.0.0.0/8", "::1"])
def test_an_address_or_a_network_can_be_allowed(server: int, allowance: str) -> None:
    host = "::1" if ":" in allowance else "localhost"
    assert check(host, server, allowed=[allowance])


def test_servers_named_in_the_environment_are_allowed(server: int, settings: Any) -> None:
    settings.LIAISON = {**settings.LIAISON, "OUTGOING_SMTP": f"smtp://bo:secret@127.0.0.1:{server}"}
    connect("127.0.0.1", server, timeout=SOON).close()
    with pytest.raises(PrivateAddress):
        connect("127.0.0.1", server + 1, timeout=SOON)
    settings.LIAISON = {**settings.LIAISON, "OUTGOING_SMTP": "", "ALLOW_PRIVATE": ("127.0.0.1:7",)}
    with pytest.raises(PrivateAddress):
        connect("127.0.0.1", server, timeout=SOON)


def test_the_name_is_resolved_once_and_that_very_address_is_used(
    server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = resolving(monkeypatch, "127.0.0.1")
    connect("mail.example", server, timeout=SOON, allowed=["mail.example"]).close()
    assert asked == ["mail.example"]


def test_a_private_address_among_public_ones_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    resolving(monkeypatch, "10.0.0.1", "1.1.1.1", "::1")
    assert [place.sockaddr[0] for place in check("mail.example", 25)] == ["1.1.1.1"]


def test_a_server_that_does_not_answer_at_one_address_is_tried_at_the_next(
    server: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolving(monkeypatch, "127.0.0.2", "127.0.0.1")
    connect("mail.example", server, timeout=SOON, allowed=["mail.example"]).close()


def test_a_server_at_which_nobody_listens_is_an_ordinary_failure(server: int) -> None:
    with pytest.raises(ConnectionRefusedError):
        connect("127.0.0.2", server, timeout=SOON, allowed=["127.0.0.2"])

"""Opening, changing and closing the chat on a web site."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Subject
from liaison.channels.chat import actions, queries
from liaison.channels.doors import ChangeDoor, CloseDoor, OnDoor, OpenDoor, Settings
from liaison.kit.actor import Actor

CONFIGURE = "chat.configure"


@dataclass(frozen=True, kw_only=True)
class _Settings(Settings):
    """Fields of a site; those not given keep what they have.

    origins: pages that may carry the line, as `https://shop.example`; none for all. colour: as #rrggbb, empty for the
    house's own. greeting, consent: texts by language. asks: of `name`, `address`. hours: weekday "0" (Monday) to "6"
    to [[from, to]…] as "HH:MM"; none at all for always. zone: time zone of the hours. patience: seconds until a
    visitor whom nobody took is told so. invites: when a visitor is spoken to first, each with `after` (seconds),
    `page` (part of its address, empty for all), `returning` (only who has chatted before) and `words` by language.
    questions: asked before a chat, each with `name`, `label` by language, `options` to choose from, `required`.
    puzzle: bits of the sum which the visitor's computer has to find before the first word, 0 for none. previews: the
    team reads what visitors have not sent yet; their page tells them so. watched: the team sees who has the site open.
    """

    origins: list[str] | None = None
    colour: str | None = None
    greeting: dict[str, str] | None = None
    asks: list[str] | None = None
    consent: dict[str, str] | None = None
    hours: dict[str, list[list[str]]] | None = None
    zone: str | None = None
    patience: int | None = None
    invites: list[dict[str, Any]] | None = None
    questions: list[dict[str, Any]] | None = None
    puzzle: int | None = None
    previews: bool | None = None
    watched: bool | None = None


@dataclass(frozen=True, kw_only=True)
class _OnSite(OnDoor):
    noun = "site"
    finds = queries.find_site
    site: int


@command
@dataclass(frozen=True, kw_only=True)
class OpenSite(OpenDoor, _Settings):
    """Let visitors of a web site chat. title: what we call it. department: id of whoever answers."""

    name = "chat.open_site"
    label = _("Open a chat on a web site")
    needs = CONFIGURE
    noun, opens = "site", actions.open_site
    title: str


@command
@dataclass(frozen=True, kw_only=True)
class ChangeSite(_OnSite, ChangeDoor, _Settings):
    """Set the chat on a web site otherwise. site: its id. title: what we call it. department: id of whoever answers."""

    name = "chat.change_site"
    label = _("Change the chat on a web site")
    needs = CONFIGURE
    changes = actions.change_site
    title: str | None = None


@command
@dataclass(frozen=True, kw_only=True)
class CloseSite(_OnSite, CloseDoor):
    """Take no more chats on a web site. site: its id."""

    name = "chat.close_site"
    label = _("Close the chat on a web site")
    needs = CONFIGURE
    closes = actions.close_site


@command
@dataclass(frozen=True, kw_only=True)
class NewSecret(_OnSite):
    """Make a new secret by which the web site signs who its customers are; the old one is void. site: its id."""

    name = "chat.new_secret"
    label = _("Make a new secret")
    needs = CONFIGURE

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return {"secret": actions.new_secret(subject.row, by=by)}

"""Where one can go from the configuration and from one's own settings. Only here are all rooms known together."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from liaison.authority.queries import extent_of
from liaison.kit import navigation
from liaison.kit.actor import Actor
from liaison.kit.navigation import Way
from liaison.orders.queries import any_orders
from liaison.team.requests import TeamRequest
from liaison.workspace.ways import way


def holds(permission: str) -> Callable[[HttpRequest], bool]:
    """Whether the reader holds a permission anywhere."""
    return lambda request: bool(extent_of(permission, by=cast(TeamRequest, request).member))


CONFIGURING = (
    "team.configure",
    "email.configure",
    "chat.configure",
    "form.configure",
    "messaging.configure",
    "orders.configure_shops",
    "knowledge.answers",
    "complaints.configure",
    "authority.rules",
    "authority.decisions",
    "api.import",
)
_LIMITS = _("Limits")
_TEAM, _SERVICE = _("Team"), _("The desk")
_CONFIGURES = holds("team.configure")


def _may_everything(request: HttpRequest) -> bool:
    return extent_of("*", by=cast(TeamRequest, request).member).everywhere


CONFIGURATION = (
    Way(
        word=_("Agents"), name="agents", icon="users", group=_TEAM, shown=_CONFIGURES,
        words=_("Who works here, as what, and how far their authority goes."),
    ),
    Way(
        word=_("Departments"), name="departments", icon="building-2", group=_TEAM, shown=_CONFIGURES,
        words=_("Who answers together, and what new mails are told."),
    ),
    Way(
        word=_("Brands"), name="brands", icon="badge", group=_TEAM, shown=_CONFIGURES,
        words=_("The faces under which customers know you."),
    ),
    Way(
        word=_("Roles"), name="roles", icon="shield-check", group=_TEAM, shown=_CONFIGURES,
        words=_("What each role may do at once, after a release, or not at all."),
    ),
    Way(
        word=_("Rules"), name="rules", icon="scale", group=_LIMITS, shown=holds("authority.rules"),
        words=_("What may be done for customers, by whom, up to what limit, and who is asked beyond it."),
    ),
    Way(
        word=_("Decisions"), name="decisions", icon="scroll-text", group=_LIMITS, shown=holds("authority.decisions"),
        words=_("What was done, released and refused, and why."),
    ),
    Way(
        word=_("Given away"), name="given-away", icon="hand-coins", group=_LIMITS, shown=holds("authority.decisions"),
        words=_("Refunds, credits and goodwill by person and reason."),
    ),
    Way(
        word=_("Mailboxes"), name="mailboxes", icon="mail", group=_SERVICE, shown=holds("email.configure"),
        words=_("The addresses customers write to, and the servers behind them."),
    ),
    Way(
        word=_("Chat on web sites"), name="sites", icon="message-circle", group=_SERVICE, shown=holds("chat.configure"),
        words=_("One line on your site, and its visitors talk to you here."),
    ),
    Way(
        word=_("Forms"), name="forms", icon="clipboard-list", group=_SERVICE, shown=holds("form.configure"),
        words=_("What you ask on a page of yours or on your site, and who answers."),
    ),
    Way(
        word=_("Answers"), name="answers", icon="message-square-quote", group=_SERVICE,
        shown=holds("knowledge.answers"), words=_("What you often write, offered by a slash in every answer."),
    ),
    Way(
        word=_("Complaints"), name="complaint-kinds", icon="message-square-warning", group=_SERVICE,
        shown=holds("complaints.configure"), words=_("Kinds, deadlines, and where customers can turn."),
    ),
    Way(
        word=_("Messengers"), name="messaging-accounts", icon="messages-square", group=_SERVICE,
        shown=holds("messaging.configure"), words=_("WhatsApp, Telegram, text messages and others, in the same inbox."),
    ),
    Way(
        word=_("Import"), name="imports", icon="upload", group=_SERVICE, shown=holds("api.import"),
        words=_("What another system knows of customers, goods, orders and tickets, from its files."),
    ),
    Way(
        word=_("Shops"), name="shops", icon="package", group=_SERVICE, shown=holds("orders.configure_shops"),
        words=_("Your own shop systems, whose orders stand beside every conversation."),
    ),
    Way(
        word=_("API tokens"), name="tokens", icon="key-round", group=_SERVICE, shown=_CONFIGURES,
        words=_("What lets your own programs in."),
    ),
    Way(
        word=_("How the desk is"), name="health", icon="heart-pulse", group=_SERVICE, shown=_CONFIGURES,
        words=_("Each part of the desk, and what waits."),
    ),
    Way(
        word=_("Failed jobs"), name="failed-jobs", icon="rotate-ccw", group=_SERVICE, shown=_CONFIGURES,
        words=_("What the desk could not do by itself, to be tried again."),
    ),
    Way(
        word=_("Guided start"), name="start", icon="sparkles", group=_SERVICE, shown=_CONFIGURES,
        words=_("The first steps of a new desk."),
    ),
    Way(
        word=_("Demo company"), name="demo", icon="package-open", group=_SERVICE, shown=_may_everything,
        words=_("A shop to look around in, loaded and removed with one click."),
    ),
)  # fmt: skip

COMPLAINTS = (
    Way(word=_("Complaints"), name="complaints", icon="message-square-warning"),
    Way(word=_("Open a complaint"), name="open-complaint", icon="plus", shown=holds("complaints.open")),
)

ORDERS = (
    Way(word=_("Take an order"), name="order-take", icon="shopping-cart", shown=holds("orders.place")),
    Way(word=_("Returns"), name="returns", icon="package-open", shown=holds("orders.handle_requests")),
    Way(word=_("Products"), name="goods", icon="package-search"),
)

OWN = (
    Way(word=_("My settings"), name="my-settings", icon="user-round-cog"),
    Way(word=_("Answers"), name="answers", icon="message-square-quote"),
    Way(word=_("My password"), name="my-password", icon="key-round"),
    Way(word=_("Where I am signed in"), name="my-sessions", icon="monitor-smartphone"),
)


def fill() -> None:
    """Fill the places of the navigation; called once, where the addresses are made."""
    navigation.fill("configuration", CONFIGURATION)
    navigation.fill("own", OWN)
    navigation.fill("complaints", COMPLAINTS)
    navigation.fill("orders", ORDERS)
    way(_("Orders"), icon="package", to="returns", for_=_handles_returns)
    way(_("Complaints"), icon="message-square-warning", to="complaints", for_=_sees_complaints)
    way(_("My settings"), icon="user-round-cog", to="my-settings", for_=lambda member: True)
    way(_("Configuration"), icon="settings", to="configuration", for_=may_configure)


def _sees_complaints(member: Actor) -> bool:
    return bool(extent_of("complaints.see", by=member))


def _handles_returns(member: Actor) -> bool:
    return any_orders() and bool(extent_of("orders.handle_requests", by=member))


def may_configure(member: Actor) -> bool:
    """Whether the configuration has anything for this member."""
    return any(extent_of(permission, by=member) for permission in CONFIGURING)

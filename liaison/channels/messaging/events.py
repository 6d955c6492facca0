"""What can happen to accounts with providers."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@dataclass(frozen=True, kw_only=True)
class AccountEvent(Event):
    """Something that happened to an account."""

    about: ClassVar[tuple[str, ...]] = ("messaging_account", "department")
    messaging_account_id: int
    department_id: int


@event
@dataclass(frozen=True, kw_only=True)
class AccountOpened(AccountEvent):
    """Customers reach us by one messenger more."""

    kind = "messaging.account_opened"
    says = _("%(by)s connected %(messaging_account)s.")


@event
@dataclass(frozen=True, kw_only=True)
class AccountChanged(AccountEvent):
    """Something of an account is set otherwise. fields: which, never the values, for some of them are secrets."""

    kind = "messaging.account_changed"
    says = _("%(by)s changed the connection of %(messaging_account)s.")
    fields: tuple[str, ...] = ()


@event
@dataclass(frozen=True, kw_only=True)
class AccountClosed(AccountEvent):
    """Nothing is taken by an account any more."""

    kind = "messaging.account_closed"
    says = _("%(by)s disconnected %(messaging_account)s.")

"""What can happen to a customer's file."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@event
@dataclass(frozen=True, kw_only=True)
class Met(Event):
    """A person wrote or called for the first time."""

    kind = "customers.met"
    says = _("%(customer)s came to us for the first time.")
    about = ("customer",)
    customer_id: int
    through: str


@event
@dataclass(frozen=True, kw_only=True)
class FileOpened(Event):
    """A file was opened by hand."""

    kind = "customers.file_opened"
    says = _("%(by)s opened a file for %(customer)s.")
    about = ("customer",)
    customer_id: int


@event
@dataclass(frozen=True, kw_only=True)
class Edited(Event):
    """The name or language was corrected."""

    kind = "customers.edited"
    says = _("%(by)s edited the file of %(customer)s.")
    about = ("customer",)
    customer_id: int
    fields: tuple[str, ...] = ()


@event
@dataclass(frozen=True, kw_only=True)
class NoteKept(Event):
    """The team keeps something in mind about a person."""

    kind = "customers.note_kept"
    says = _("%(by)s left a note about %(customer)s.")
    about = ("customer",)
    customer_id: int
    note_id: int


@event
@dataclass(frozen=True, kw_only=True)
class NoteRemoved(Event):
    """Something is no longer kept in mind."""

    kind = "customers.note_removed"
    says = _("%(by)s removed a note about %(customer)s.")
    about = ("customer",)
    customer_id: int
    note_id: int


@event
@dataclass(frozen=True, kw_only=True)
class IdentityAdded(Event):
    """A person is known by one address or number more."""

    kind = "customers.identity_added"
    says = _("%(by)s added an address or number of %(customer)s.")
    about = ("customer",)
    customer_id: int
    identity_id: int
    identity_kind: str
    shared: bool = False


@event
@dataclass(frozen=True, kw_only=True)
class IdentityRemoved(Event):
    """A person is known by one address or number less."""

    kind = "customers.identity_removed"
    says = _("%(by)s removed an address or number of %(customer)s.")
    about = ("customer",)
    customer_id: int
    identity_id: int
    identity_kind: str


@event
@dataclass(frozen=True, kw_only=True)
class IdentityShared(Event):
    """An address or number finds several people, or no longer does."""

    kind = "customers.identity_shared"
    says = _("%(by)s changed whether an address or number of %(customer)s is shared.")
    about = ("customer",)
    customer_id: int
    identity_id: int
    shared: bool


@event
@dataclass(frozen=True, kw_only=True)
class IdentitySaid(Event):
    """A person said that they are reached by an address or number; nobody has proved it."""

    kind = "customers.identity_said"
    says = _("%(customer)s gave an address or number, which is not proved yet.")
    about = ("customer",)
    customer_id: int
    identity_id: int
    identity_kind: str


@event
@dataclass(frozen=True, kw_only=True)
class IdentityProved(Event):
    """An address or number that was only said was proved. how: by what (`customers.words.Proof`). reason: in words."""

    kind = "customers.identity_proved"
    says = _("An address or number of %(customer)s was proved.")
    about = ("customer",)
    customer_id: int
    identity_id: int
    identity_kind: str
    how: str
    reason: str = ""


@event
@dataclass(frozen=True, kw_only=True)
class Joined(Event):
    """Two people were found to be one."""

    kind = "customers.joined"
    says = _("%(by)s joined %(other)s into %(customer)s.")
    about = ("customer",)
    customer_id: int
    other_id: int

    def refs(self) -> list[str]:
        """Both people."""
        return [f"customer:{self.customer_id}", f"customer:{self.other_id}"]


@event
@dataclass(frozen=True, kw_only=True)
class Unjoined(Event):
    """Two people were found not to be one after all."""

    kind = "customers.unjoined"
    says = _("%(by)s took %(other)s apart from %(customer)s.")
    about = ("customer",)
    customer_id: int
    other_id: int

    def refs(self) -> list[str]:
        """Both people."""
        return [f"customer:{self.customer_id}", f"customer:{self.other_id}"]


@event
@dataclass(frozen=True, kw_only=True)
class AccountOpened(Event):
    """An account was opened."""

    kind = "customers.account_opened"
    says = _("%(by)s opened an account for %(customer)s.")
    about = ("customer", "account")
    customer_id: int
    account_id: int


@event
@dataclass(frozen=True, kw_only=True)
class ActingBegun(Event):
    """A person acts for an account."""

    kind = "customers.acting_begun"
    says = _("%(by)s let %(customer)s act for an account.")
    about = ("customer", "account")
    customer_id: int
    account_id: int
    role: str


@event
@dataclass(frozen=True, kw_only=True)
class ActingOver(Event):
    """A person no longer acts for an account."""

    kind = "customers.acting_over"
    says = _("%(by)s ended that %(customer)s acts for an account.")
    about = ("customer", "account")
    customer_id: int
    account_id: int
    role: str


@event
@dataclass(frozen=True, kw_only=True)
class Verified(Event):
    """A person was recognised in a conversation. means: by what (`customers.words.Means`)."""

    kind = "customers.verified"
    says = _("%(by)s made sure that it is %(customer)s.")
    about = ("customer", "ticket")
    customer_id: int
    ticket_id: int
    verification_id: int
    means: str
    level: int


@event
@dataclass(frozen=True, kw_only=True)
class AddressChanged(Event):
    """The default address of a person was changed; their orders keep their own."""

    kind = "customers.address_changed"
    says = _("%(by)s changed the address of %(customer)s.")
    about = ("customer", "ticket")
    customer_id: int
    address_id: int
    ticket_id: int | None = None


@event
@dataclass(frozen=True, kw_only=True)
class Imported(Event):
    """People came in from elsewhere, or what we know of them was brought up to date.

    source: the system. entity: what was taken in. new: how many. customers: ids of those who were changed.
    """

    kind = "customers.imported"
    says = _("%(by)s imported customers from %(source)s.")
    about = ("customer",)
    source: str
    entity: str
    new: int
    customers: tuple[int, ...] = ()

    def refs(self) -> list[str]:
        """Everybody who was changed; whoever is new nobody has looked at."""
        return [f"customer:{id_}" for id_ in self.customers]


@event
@dataclass(frozen=True, kw_only=True)
class CareMarked(Event):
    """A care mark was set. Which one is not said here: whoever sees the person reads this, but not every mark."""

    kind = "customers.care_marked"
    says = _("%(by)s set a care mark for %(customer)s.")
    about = ("customer",)
    customer_id: int
    mark_id: int


@event
@dataclass(frozen=True, kw_only=True)
class CareUnmarked(Event):
    """A care mark was lifted."""

    kind = "customers.care_unmarked"
    says = _("%(by)s lifted a care mark of %(customer)s.")
    about = ("customer",)
    customer_id: int
    mark_id: int

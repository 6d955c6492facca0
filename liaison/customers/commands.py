"""What others may ask to be done with a customer's file."""

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from pydantic import AwareDatetime

from liaison.authority.catalogue import command
from liaison.authority.queries import extent_of
from liaison.authority.words import Command, Fact, FactType, Subject
from liaison.customers import actions, care, conversations, queries
from liaison.customers.errors import NotSeen
from liaison.customers.verified import FACTS, Standing
from liaison.customers.words import Care, Means, Postal, Proof, Said, Yes
from liaison.kit.actor import Actor
from liaison.kit.errors import Invalid, NotFound

EDIT = "customers.edit"


@dataclass(frozen=True, kw_only=True)
class CustomerCommand(Command):
    """A command on one person's file. customer: id."""

    customer: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        customer = queries.find(self.customer, for_=by, lock=lock)
        return Subject(customer, None, (customer.ref,))


@command
@dataclass(frozen=True, kw_only=True)
class OpenFile(Command):
    """Open a file for somebody. person: the name. address: by which they are known; identity: what it is."""

    name = "customers.open"
    label = _("New customer")
    needs = EDIT
    person: str
    language: str = ""
    address: str = ""
    identity: str = "email"

    def find(self, *, by: Actor, lock: bool) -> Subject:
        if not extent_of(queries.SEE, by=by):
            raise NotFound
        return Subject()

    def run(self, subject: Subject, *, by: Actor) -> Any:
        customer = actions.open_file(self.person, language=self.language, by=by)
        if self.address.strip():
            actions.add_identity(customer, kind=self.identity, value=self.address, by=by)
        return {"customer": customer.pk}


@command
@dataclass(frozen=True, kw_only=True)
class Note(CustomerCommand):
    """Keep something in mind about a person. text: what."""

    name = "customers.note"
    label = _("Note about the customer")
    text: str

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return {"note": actions.note(subject.row, self.text, by=by).pk}


@command
@dataclass(frozen=True, kw_only=True)
class RemoveNote(CustomerCommand):
    """Remove a note about a person. note: id."""

    name = "customers.remove_note"
    label = _("Remove the note")
    needs = "customers.note"
    note: int

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.remove_note(subject.row, note=self.note, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Edit(CustomerCommand):
    """Correct a person's name or language; null leaves it as it is. person: the name. language: `et`."""

    name = EDIT
    label = _("Edit the customer")
    person: str | None = None
    language: str | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.edit(subject.row, name=self.person, language=self.language, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class AddIdentity(CustomerCommand):
    """Know a person by one address or number more. identity: `email`, `phone`, …; shared: finds several people."""

    name = "customers.add_identity"
    label = _("Add an address or number")
    needs = EDIT
    identity: str
    value: str
    shared: bool = False

    def run(self, subject: Subject, *, by: Actor) -> Any:
        made = actions.add_identity(
            subject.row, kind=self.identity, value=self.value, shared=self.shared, by=by
        )
        return {"identity": made.pk}


@dataclass(frozen=True, kw_only=True)
class _OnIdentity(CustomerCommand):
    needs: ClassVar[str] = EDIT
    identity: int


@command
@dataclass(frozen=True, kw_only=True)
class RemoveIdentity(_OnIdentity):
    """Stop knowing a person by an address or number. identity: id."""

    name = "customers.remove_identity"
    label = _("Remove the address or number")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.remove_identity(subject.row, identity=self.identity, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class ShareIdentity(_OnIdentity):
    """Say whether an address or number finds several people. identity: id."""

    name = "customers.share_identity"
    label = _("Shared by several people")
    shared: bool = True

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.share_identity(subject.row, identity=self.identity, shared=self.shared, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Prove(_OnIdentity):
    """Say that an address or number which a person only gave is theirs. Whoever is known by it is the same person.

    identity: id. reason: what makes one sure.
    """

    name = "customers.prove"
    label = _("It is them")
    reason: str

    def find(self, *, by: Actor, lock: bool) -> Subject:
        """Joining locks everybody concerned in one order; one locked before that would break the order."""
        return super().find(by=by, lock=False)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        if not self.reason.strip():
            raise Invalid(field="reason", problem=gettext("Say what makes you sure."))
        queries.identity_of(subject.row, identity=self.identity)
        kept = actions.prove(self.identity, how=Proof.WORD, reason=self.reason.strip(), by=by)
        return {"customer": kept.pk}


@dataclass(frozen=True, kw_only=True)
class _Joining(CustomerCommand):
    """The action locks everybody concerned in one order; one locked before that would break the order."""

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return super().find(by=by, lock=False)


@command
@dataclass(frozen=True, kw_only=True)
class JoinPeople(_Joining):
    """Say that two files are of one person; `customer` is kept. other: id."""

    name = "customers.join"
    label = _("Join two customers")
    other: int

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.join(subject.row, other=queries.find(self.other, for_=by), by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Unjoin(_Joining):
    """Take a person apart from the one they were joined into."""

    name = "customers.unjoin"
    label = _("Undo the joining")
    needs = "customers.join"

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.unjoin(subject.row, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class OpenAccount(CustomerCommand):
    """Open an account which this person holds. title: its name, for a household or company."""

    name = "customers.open_account"
    label = _("New account")
    needs = EDIT
    kind: Literal["private", "household", "company"] = "company"
    title: str = ""

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return {"account": actions.open_account(subject.row, kind=self.kind, name=self.title, by=by).pk}


@command
@dataclass(frozen=True, kw_only=True)
class Act(CustomerCommand):
    """Let a person act for an account. account: id. scope, proof: in words. until: when it ends."""

    name = "customers.act"
    label = _("Act for an account")
    needs = EDIT
    account: int
    role: Literal["holder", "payer", "user", "contact", "guardian", "attorney"]
    scope: str = ""
    proof: str = ""
    until: AwareDatetime | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        acting = actions.act(
            subject.row,
            account=self.account,
            role=self.role,
            scope=self.scope,
            proof=self.proof,
            until=self.until,
            by=by,
        )
        return {"acting": acting.pk}


@command
@dataclass(frozen=True, kw_only=True)
class EndActing(CustomerCommand):
    """A person no longer acts so for an account. acting: id."""

    name = "customers.end_acting"
    label = _("No longer acts for the account")
    needs = EDIT
    acting: int

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.end_acting(queries.acting_of(subject.row, acting=self.acting), by=by)


@command
@dataclass(frozen=True, kw_only=True)
class MarkCare(CustomerCommand):
    """Say what is to be borne in mind with a person; one mark of a kind stands at a time.

    source: who said so, or how it is known. language: of the interpreter, such as `et`, or `sgn`. until: when it ends.
    """

    name = "customers.mark"
    label = _("Set a care mark")
    kind: Care
    source: str
    note: str = ""
    language: str = ""
    until: AwareDatetime | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        if self.kind not in care.kinds_for(by):
            raise NotSeen
        wanted = actions.Marking(
            kind=self.kind, source=self.source, note=self.note, language=self.language, until=self.until
        )
        made = actions.mark(subject.row, wanted, people=queries.people_of(subject.row.pk), by=by)
        return {"mark": made.pk}


@command
@dataclass(frozen=True, kw_only=True)
class UnmarkCare(CustomerCommand):
    """Lift a care mark of a person. mark: id."""

    name = "customers.unmark"
    label = _("Lift the care mark")
    needs = "customers.mark"
    mark: int

    def run(self, subject: Subject, *, by: Actor) -> Any:
        people = queries.people_of(subject.row.pk)
        actions.unmark(care.mark_of(subject.row, people=people, mark=self.mark, for_=by), by=by)


@command
@dataclass(frozen=True, kw_only=True)
class Verify(CustomerCommand):
    """Recognise the person who speaks on a ticket. What they only tell is compared with the file.

    means: `email` (with `email`), `name_postcode` (with `person` and `postcode`), or `code`, `call_back`, `document`
    with `proof`, what was seen or told in words.
    """

    name = "customers.verify"
    label = _("Recognise the customer")
    ticket: int
    means: Means
    email: str = ""
    person: str = ""
    postcode: str = ""
    proof: str = ""

    def find(self, *, by: Actor, lock: bool) -> Subject:
        customer = queries.find(self.customer, for_=by, lock=lock)
        conversation = conversations.read(self.ticket, for_=by)
        refs = (f"ticket:{self.ticket}", customer.ref)
        return Subject((customer, conversation), conversation.department, refs)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        customer, conversation = subject.row
        said = Said(
            means=self.means, email=self.email, name=self.person, postcode=self.postcode, proof=self.proof
        )
        made = actions.verify(customer, conversation=conversation, said=said, by=by)
        return {
            "verification": made.pk,
            "level": made.level,
            "until": made.until.isoformat(),
            "accounts": queries.accounts_of(queries.people_of(customer.pk)),
        }


@command
@dataclass(frozen=True, kw_only=True)
class ChangeAddress(CustomerCommand):
    """Change where a person is reached by post. Their orders keep the address they have.

    address: the whole new one. ticket: in which conversation. yes: the customer's explicit yes.
    """

    name = "customers.change_address"
    label = _("Change the customer’s address")
    ruled = True
    facts = (
        *FACTS,
        Fact(name="address.complete", type=FactType.FLAG, label=_("The new address is complete")),
        Fact(name="customer.theirs", type=FactType.FLAG, label=_("The recognised person is this customer")),
    )
    address: Postal
    ticket: int | None = None
    yes: Yes | None = None

    def find(self, *, by: Actor, lock: bool) -> Subject:
        customer = queries.find(self.customer, for_=by, lock=lock)
        standing = Standing(self.ticket, self.yes, customer=customer.pk, by=by)
        return Subject((customer, standing), standing.department, (*standing.refs, customer.ref))

    def see(self, subject: Subject, *, by: Actor) -> dict[str, Any]:
        customer, standing = subject.row
        people = queries.people_of(customer.pk)
        return {
            **standing.facts(people=people),
            "address.complete": self.address.is_complete,
            "customer.theirs": bool(standing.knows(people=people)),
        }

    def run(self, subject: Subject, *, by: Actor) -> Any:
        customer = subject.row[0]
        made = actions.change_address(customer, self.address, ticket=self.ticket, by=by)
        return {"address": made.pk, **made.postal.plain()}

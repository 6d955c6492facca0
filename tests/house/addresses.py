"""Every address of the desk, from the URL table, with an example for each parameter.

A page that comes new is found by itself. If its address has a parameter which is not known here, add it to `Stage`
or `EXAMPLES`; an address that is left out of the crawl fails.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.contrib.auth.tokens import default_token_generator
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from liaison.api.actions import create_token
from liaison.api.actions.working import work_off
from liaison.api.models import Intake, KeptMapping, Token
from liaison.authority import catalogue, packs
from liaison.authority.actions import load_pack, perform
from liaison.authority.commands import CreateRule
from liaison.authority.models import Approval, Decision, Role, Rule
from liaison.authority.words import Done, Says
from liaison.channels.actions import keep as keep_parcel
from liaison.channels.chat.actions import admit, begin, open_site
from liaison.channels.chat.models import Chat, Site
from liaison.channels.chat.words import Introduction
from liaison.channels.form.actions import open_form
from liaison.channels.form.models import Form
from liaison.channels.messaging.actions import open_account
from liaison.channels.messaging.models import Account
from liaison.complaints.actions import set_up_complaint_kinds
from liaison.complaints.models import Complaint, Evidence, Instance
from liaison.complaints.models import Kind as ComplaintKind
from liaison.files.actions import bring, keep
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.knowledge.commands import KeepOwnAnswer
from liaison.knowledge.models import Answer
from liaison.orders.actions import For, ask_return, outside
from liaison.orders.actions.outside import Asking
from liaison.orders.actions.shops import connect
from liaison.orders.cases import Case
from liaison.orders.models import Order, OutsideAction, Product, Request
from liaison.orders.shops.words import Verb
from liaison.orders.tests.shop import open_shop
from liaison.orders.wishes import Pick
from liaison.orders.words import Status
from liaison.portal.actions import ask, let_in_by_link, prepare
from liaison.portal.following import token_for
from liaison.tickets.models import Attachment, Message, Ticket
from liaison.tickets.words import Enclosed
from liaison.workspace.letters import way
from tests.cast import JONAS, Cast, ticket

OPEN = {
    "sign-in",
    "forgotten",
    "choose-password",
    "look",
    "look-colour",
    "components",
    "ui",
    "api:openapi-json",
} | {
    "chat-loader",
    "chat-about",
    "chat-begin",
    "chat-here",
    "chat-found",
    "form-page",
    "form-thanks",
    "portal-sign-in",
    "portal-code",
    "portal-in",
    "portal-follow",
    "portal-prove",
    "portal-sign-out",
}
"""Pages which a stranger may see."""

ELSEWHERE = {"api-nowhere", "hook", "hook-file", "portal-provider", "portal-provider-back"}
"""Addresses that are no pages: the API is crawled by its own document, doors of providers open to signatures alone,
and to the company's own provider leads nothing before one is set up."""

SECRET = {"number", "message", "attachment", "approval", "complaint", "evidence", "decision_id"}
"""Parameters that name something of one department: to a member of another it does not exist."""


@dataclass(frozen=True)
class Address:
    """One line of the URL table, with its parameters filled in."""

    name: str
    route: str
    path: str
    given: dict[str, Any]
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def is_secret(self) -> bool:
        return bool(SECRET & self.given.keys())


@dataclass(frozen=True)
class Stage:
    """What is on the desk while it is crawled: something of everything that an address can name.

    account: of a messenger. token: of a visitor of the site, without whom there is no chat to look at. visit: of a
    customer who is in.
    """

    cast: Cast
    ticket: Ticket
    site: Site
    token: str
    form: Form
    visit: str
    account: Account
    order: Order

    @classmethod
    def set(cls, cast: Cast) -> "Stage":
        """Load the rules of a shop; put a ticket with a file, a note, a waiting answer and a draft on the desk."""
        load_pack(packs.find("retail"), by=SYSTEM)
        enclosed = (Enclosed(keep(b"%PDF-1.4"), "bill.pdf", "application/pdf", 8),)
        raw = b"From: mira@example.com\r\nSubject: Where is my parcel?\r\n\r\nIt has not come.\r\n"
        parcel = keep_parcel(raw, channel="email", door=cast.mailbox.door, key="crawled", envelope={})
        one = ticket(cast, enclosed=enclosed, parcel=parcel)
        ticket(cast, text="When do you open?")
        for by, name, more in (
            (cast.bo, "tickets.note", {"text": "He called twice."}),
            (cast.bo, "tickets.tag", {"tags": ["parcel"]}),
            (cast.tess, "tickets.reply", {"text": "It is on its way."}),
            (cast.ada, "tickets.save_draft", {"draft": "reply", "text": "Dear Mira,"}),
        ):
            perform(catalogue.make(name, {"ticket": one.pk, **more}), by=by)
        _complain(cast, one, ticket(cast, sender=JONAS, language="fr"))
        within = CreateRule(
            key="within", command="orders.refund", says=Says.ALLOW, condition="amount <= 5000", role="supervisor"
        )  # fmt: skip
        perform(within, by=cast.ada)
        texts = {"en": "We open at nine."}
        perform(KeepOwnAnswer(title="Hours", shortcut="hours", texts=texts), by=cast.ada)
        create_token("Shop", member=cast.ada, scopes=["read"], by=cast.ada)
        _import(cast)
        site = open_site("northwind.example", department=cast.service, by=cast.ada)
        visitor, token = admit(site, Introduction(name="Mira Kask"))
        begin(visitor, key="first-words", text="Is the blue one still there?")
        form = open_form("Contact", department=cast.service, by=cast.ada)
        prepared = prepare(ask("mira@example.com")[0])
        assert prepared
        account = open_account(
            "whatsapp", "Our number", department=cast.service,
            given={"phone_number_id": "1", "access_token": "a", "app_secret": "b", "server": "http://127.0.0.1:9"},
            by=cast.ada,
        )  # fmt: skip
        return cls(cast, one, site, token, form, let_in_by_link(prepared.link), account, _returned(cast))

    def example(self, parameter: str) -> Any:
        """A value for a parameter of an address. Raises KeyError for one that is not known."""
        cast, one = self.cast, self.ticket
        return {
            "number": one.number,
            "customer": one.customer_id,
            "message": Message.objects.filter(ticket=one, direction="in").values_list("pk", flat=True)[0],
            "attachment": Attachment.objects.values_list("pk", flat=True)[0],
            "complaint": Complaint.objects.order_by("pk").values_list("number", flat=True)[0],
            "evidence": Evidence.objects.exclude(blob=None).values_list("pk", flat=True)[0],
            "verb": "decide",
            "kind_id": ComplaintKind.objects.values_list("pk", flat=True)[0],
            "instance_id": Instance.objects.values_list("pk", flat=True)[0],
            "way": way(Approval.objects.order_by("pk").first(), to=cast.ada),
            "approval": Approval.objects.values_list("pk", flat=True)[0],
            "queue": "open",
            "name": "tickets.resolve",
            "member_id": cast.bo.pk,
            "department_id": cast.service.pk,
            "brand_id": cast.brand.pk,
            "role_id": Role.objects.get(key="representative").pk,
            "mailbox_id": cast.mailbox.pk,
            "token_id": Token.objects.values_list("pk", flat=True)[0],
            "job_id": 1,
            "ticket": one.number,
            "file": Attachment.objects.values_list("pk", flat=True)[0],
            "link": token_for(one.pk, customer=one.customer_id),
            "digest": "0",
            "colour": "2f55d4",
            "key": self.site.key,
            "site_id": self.site.pk,
            "rule_id": Rule.objects.values_list("pk", flat=True)[0],
            "decision_id": Decision.objects.filter(command="tickets.note").values_list("pk", flat=True)[0],
            "answer_id": Answer.objects.values_list("pk", flat=True)[0],
            "order": self.order.pk,
            "wish": "orders.exchange",
            "shop_id": OutsideAction.objects.values_list("shop", flat=True)[0],
            "shop_kind": "woocommerce",
            "outside_id": OutsideAction.objects.values_list("pk", flat=True)[0],
            "told": "check_outside",
            "product": Product.objects.values_list("pk", flat=True)[0],
            "request_id": Request.objects.values_list("pk", flat=True)[0],
            "step": "orders.approve_request",
            "chat": Chat.objects.values_list("pk", flat=True)[0],
            "form": self.form.key,
            "form_id": self.form.pk,
            "field": "email",
            "messenger": self.account.kind,
            "account_id": self.account.pk,
            "who": urlsafe_base64_encode(force_bytes(cast.bo.pk)),
            "intake_id": Intake.objects.values_list("pk", flat=True)[0],
            "take": 0,
            "mapping_id": KeptMapping.objects.values_list("pk", flat=True)[0],
            "token": default_token_generator.make_token(cast.bo),
        }[parameter]


def _returned(cast: Cast) -> Order:
    """An order of which goods are to come back."""
    shop = open_shop(cast)
    order = shop.order(Status.DELIVERED)
    picks = [Pick(line=shop.line(order))]
    ask_return(Case(order), picks, method=None, reason="damaged", who=For(by=cast.ada))
    typed = {"address": "http://127.0.0.1:9", "consumer_key": "a", "consumer_secret": "b"}
    connect("woocommerce", "Our shop", source="ours", given=typed, by=cast.ada)
    there = Case(shop.order(source="ours", external_id="1"))
    assert there.shop
    wish = Asking(verb=Verb.REFUND, command="orders.refund", parameters={}, terms={"reason": "late"})
    outside.ask(there, there.shop, wish, act=lambda: None, who=For(by=cast.ada))
    return order


def _import(cast: Cast) -> None:
    """An import that was tried, with a row that was turned away."""
    sha256 = bring(b"id,name\nk1,Mira\n,Eve\n", by=cast.ada.ref)
    fields = {"external_id": "id", "name": "name"}
    mapping = {"source": "shop", "take": [{"entity": "customers", "file": "people.csv", "fields": fields}]}
    files = [{"sha256": sha256, "name": "people.csv"}]
    for name, more in (
        ("begin_import", {"source": "shop", "files": files, "mapping": mapping}),
        ("keep_mapping", {"title": "Shop", "mapping": mapping}),
    ):
        assert isinstance(perform(catalogue.make(f"api.{name}", more), by=cast.ada), Done)
    one = Intake.objects.get()
    assert isinstance(perform(catalogue.make("api.try_import", {"intake": one.pk}), by=cast.ada), Done)
    work_off(one.pk)


def _complain(cast: Cast, crawled: Ticket, one: Ticket) -> None:
    """A complaint of which everything is there, decided but not answered; its customer writes French."""
    set_up_complaint_kinds()
    kind = ComplaintKind.objects.get(key="service").pk

    def ask(verb: str, **more: Any) -> Any:
        outcome = perform(catalogue.make(f"complaints.{verb}", more), by=cast.ada)
        assert isinstance(outcome, Done), outcome
        return outcome.result

    file = vars(Enclosed(bring(b"%PDF-1.5", by=cast.ada.ref), "photo.pdf", "application/pdf", 8))
    told = {"told": "By letter on 3 May."}
    ask("define_instance", called="Financial Ombudsman", where="ombudsman", within=6, reach="1 Main Street")
    c = ask("open", ticket=one.pk, kind=kind, claim="It came too late.", wish="Money.", amount="9.50", currency="EUR",
            order="1042", concerns=[cast.bo.pk])["complaint"]  # fmt: skip
    ask("take", complaint=c)
    ask("acknowledge", complaint=c, **told)
    ask("state_position", complaint=c, side="company", text="The carrier lost it.")
    ask("add_evidence", complaint=c, side="customer", words="A photo", files=[file])
    offer = ask("make_offer", complaint=c, text="A voucher", amount="5", currency="EUR")["offer"]
    ask("answer_offer", offer=offer, accepted=True)
    ask("make_offer", complaint=c, text="A second one")
    ask("open", ticket=crawled.pk, kind=kind, claim="It came too late.")
    until = (now() + timedelta(days=45)).date()
    ask("extend", complaint=c, until=until, reason="We wait for the carrier.", **told)
    stage = ask(
        "escalate_outside", complaint=c, where="court", body="Harju County Court", begun="2026-05-01"
    )["stage"]
    ask("record_outside", stage=stage, on="2026-05-09", words="They asked for the file.")
    ask(
        "decide",
        complaint=c,
        outcome="upheld",
        reasons="It did.",
        cause="partner",
        cause_words="Lost",
        remedy="Paid",
    )


def addresses(stage: Stage) -> list[Address]:
    """Every address of the URL table. Raises KeyError for a parameter without an example."""
    return [
        _address(stage, name, route, parameters)
        for name, route, parameters in _table()
        if name not in ELSEWHERE
    ]


def _address(stage: Stage, name: str, route: str, parameters: list[str]) -> Address:
    given = {parameter: stage.example(parameter) for parameter in parameters}
    headers = {"Authorization": f"Bearer {stage.token}"} if name.startswith("chat-") else {}
    if name.startswith("portal-"):
        headers = {"Cookie": f"liaison_my={stage.visit}"}
    return Address(name, route, reverse(name, kwargs=given), given, headers)


def _table() -> Iterator[tuple[str, str, list[str]]]:
    for name, route, parameters in _walk(get_resolver().url_patterns, "", ""):
        if not name.startswith("api:") or name in OPEN:
            yield name, route, parameters


def _walk(patterns: list[Any], before: str, space: str) -> Iterator[tuple[str, str, list[str]]]:
    for pattern in patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{space}{pattern.namespace}:" if pattern.namespace else space
            yield from _walk(pattern.url_patterns, route, inner)
        elif isinstance(pattern, URLPattern):
            assert pattern.name, f"{route} has no name, by which alone it may be called"
            yield (
                f"{space}{pattern.name}",
                route,
                sorted(pattern.pattern.converters or pattern.pattern.regex.groupindex),
            )

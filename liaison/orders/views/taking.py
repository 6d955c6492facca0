"""Taking an order: found by need, put together, quoted while it is filled in, and placed with the customer's yes."""

from collections.abc import Mapping
from typing import Any, Final, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from liaison.authority import catalogue
from liaison.authority.words import Command, Done
from liaison.customers import queries as customers
from liaison.customers.finding import find_people
from liaison.customers.words import Postal
from liaison.kit.clock import now
from liaison.kit.errors import Refusal
from liaison.kit.ids import id_in
from liaison.orders import queries
from liaison.orders.cases import Case
from liaison.orders.forms import PlaceForm
from liaison.orders.models import Order
from liaison.orders.queries import Quoted
from liaison.orders.shown import options_name
from liaison.orders.views.asking import Asking, of_ticket
from liaison.orders.words import Kind, Status
from liaison.team.requests import TeamRequest
from liaison.tickets import queries as tickets

ADDED: Final = ("add", "drop", "look", "foresee", "again")
"""Buttons after which the page is shown again; whatever else is pressed takes the order."""
PARTS: Final = {
    "found": "orders/found.html",
    "basket": "orders/basket.html",
    "wish-foreseen": "orders/foreseen.html",
}
"""What is drawn again by itself, by the name of its place on the page."""
FOUND: Final = 12
PEOPLE: Final = 8
MOST: Final = 9_999


@require_http_methods(["GET", "HEAD", "POST"])
def take(request: HttpRequest) -> HttpResponse:
    """Take an order for whoever a conversation is about, or for a customer."""
    team = cast(TeamRequest, request)
    queries.must_see_orders(team.member)
    return _Taking(team).answer()


class _Taking(Asking):
    """An order as it is put together. customer, account: ids, None while nobody is named."""

    page = "orders/take.html"
    inside = "orders/take.html"

    def __init__(self, request: TeamRequest) -> None:
        super().__init__(request)
        self.conversation = None if self.ticket is None else tickets.find(self.ticket, for_=self.member)
        named = id_in(self.given.get("customer", ""))
        self.customer = self.conversation.customer_id if self.conversation else self._known(named)
        self.accounts = self._accounts()
        self.account = self._account()
        self.basket = self._basket()
        self.variants = queries.variants(self.basket)
        self.form = self._form()

    def _known(self, customer: int | None) -> int | None:
        return None if customer is None else customers.find(customer, for_=self.member).pk

    def _accounts(self) -> dict[int, str]:
        """The accounts for which they act now, by what they are called."""
        if self.customer is None:
            return {}
        kinds = {"private": _("Private"), "household": _("Household"), "company": _("Company")}
        acts = customers.acts_of(customers.people_of(self.customer))
        return {
            one.account: one.account_name or kinds[one.account_kind]
            for one in acts
            if one.since <= now() and (one.until is None or one.until > now())
        }

    def _account(self) -> int | None:
        chosen = id_in(self.given.get("account", ""))
        told = self.conversation.account_id if self.conversation else None
        usual = queries.account_of_newest(self.accounts) if len(self.accounts) > 1 else None
        return next((one for one in (chosen, told, usual, *self.accounts) if one in self.accounts), None)

    def _basket(self) -> dict[int, int]:
        """What was chosen so far, by how many of it; one more of what was added now, none of what was dropped."""
        chosen = [id_ for id_ in map(id_in, self.given.getlist("variant")) if id_ is not None]
        basket = {id_: self._number(id_) for id_ in chosen}
        if (added := id_in(self.given.get("add", ""))) is not None:
            basket[added] = min(basket.get(added, 0) + 1, MOST)
        basket.pop(id_in(self.given.get("drop", "")) or 0, None)
        return basket

    def _number(self, variant: int) -> int:
        return min(max(id_in(self.given.get(f"quantity-{variant}", "")) or 1, 1), MOST)

    def _form(self) -> PlaceForm:
        currency = next((one.currency for one in self.variants.values()), "EUR")
        order = Order(
            account_id=self.account or 0, customer_id=self.customer, status=Status.PENDING, currency=currency
        )
        home = customers.default_address(self.customer) if self.customer else None
        return PlaceForm(
            self._filled(),
            case=Case.draft(order),
            basket=self.basket,
            variants=self.variants,
            home=home or Postal(),
            by=self.member,
        )

    def _filled(self) -> Any:
        """What was posted, with the numbers of the basket as they are now."""
        if self.posted is None:
            return None
        filled = self.posted.copy()
        for variant, number in self.basket.items():
            if variant == id_in(self.given.get("add", "")) or not filled.get(f"quantity-{variant}"):
                filled[f"quantity-{variant}"] = str(number)
        return filled

    def answer(self) -> HttpResponse:
        again = self._target in PARTS or any(name in self.request.POST for name in ADDED)
        if self.request.method == "POST" and not again:
            return self.do()
        answer = self.shown()
        if "add" in self.given or "drop" in self.given:
            answer["HX-Trigger-After-Settle"] = "basket"
        return answer

    @property
    def _target(self) -> str:
        """The part of the page that is to be drawn again; empty for all of it."""
        return self.request.headers.get("HX-Target", "")

    def part(self) -> str:
        return PARTS.get(self._target, self.inside)

    def command(self, yes: Any) -> Command:
        given = {"account": self.account or 0, "customer": self.customer, "ticket": self.ticket, "yes": yes}
        return catalogue.make("orders.place", given | self.form.wished())

    def said(self, outcome: Done) -> str:
        return _("The order %(number)s was taken.") % {"number": outcome.result["number"]}

    def home(self) -> str:
        if self.ticket is not None:
            return of_ticket(self.ticket, member=self.member)
        return reverse("customer", kwargs={"customer": self.customer})

    def context(self) -> dict[str, Any]:
        words = self._words()
        found = queries.search(words, for_=self.member, limit=FOUND) if words else []
        return {
            "conversation": self.conversation,
            "customer": self.customer,
            "who": customers.person(self.customer) if self.customer else None,
            "accounts": list(self.accounts.items()),
            "account": self.account,
            "basket": self._drawn(),
            "quoted": self._quoted(),
            "words": words,
            "found": found,
            "linked": queries.named(id_ for one in found for _kind, id_ in one.links),
            "taking": True,
            **self._going(),
            "options_name": options_name,
            "kinds": Kind,
            **self._asking_who(),
        }

    def _going(self) -> Mapping[str, Any]:
        """Where it goes as far as it is known, in a row."""
        form = cast(PlaceForm, self.form)
        home = form.address() if form.is_bound and hasattr(form, "cleaned_data") else form.home
        return {"home_is_known": home.is_complete, "home_words": ", ".join(home.plain().values())}

    def _words(self) -> str:
        """What is looked for; a button may name a product."""
        look = self.given.get("look", "")
        return look if look not in ("", "1") else self.given.get("q", "").strip()

    def _drawn(self) -> list[dict[str, Any]]:
        form = cast(PlaceForm, self.form)
        return [
            {"id": id_, "name": one.product.name, "options": options_name(one.options), "price": one.price,
             "currency": one.currency, "field": form[f"quantity-{id_}"]}
            for id_ in self.basket
            if (one := self.variants.get(id_)) is not None
        ]  # fmt: skip

    def _quoted(self) -> Quoted | None:
        """What it costs so far, whatever else is missing."""
        form = cast(PlaceForm, self.form)
        form.is_bound and form.is_valid()  # The numbers that were filled in are read by this.
        if not hasattr(form, "cleaned_data"):
            form.cleaned_data = {}
        try:
            return form.quoted()
        except Refusal:
            return None

    def _asking_who(self) -> Mapping[str, Any]:
        """Who orders, while nobody is named; in which conversation, while none is."""
        if self.customer is None:
            words = self.given.get("who", "").strip()
            people = find_people(self.member, words, limit=PEOPLE) if words else []
            return {"who_words": words, "people": people}
        if self.ticket is None:
            them = customers.people_of(self.customer)
            theirs = tickets.of_people(them, for_=self.member, limit=PEOPLE)
            return {"theirs": [one for one in theirs if one.status not in ("resolved", "closed")]}
        return {}

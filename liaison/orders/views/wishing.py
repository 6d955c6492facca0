"""The one dialog of every command on an order: details, what is given or charged, the rule that applies, the yes."""

from typing import Any, cast

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from liaison.kit.errors import NotFound
from liaison.orders.cases import Case
from liaison.orders.commands.subject import OrderCommand
from liaison.orders.forms import HANDLING, WISHES, RequestWish, Wish
from liaison.orders.offers import wish as wished
from liaison.orders.queries import find_request
from liaison.orders.views.asking import Asking, of_ticket
from liaison.team.requests import TeamRequest

_any_method = require_http_methods(["GET", "HEAD", "POST"])


@_any_method
def ask(request: HttpRequest, order: int, wish: str) -> HttpResponse:
    """Ask what is wished, show what would become of it, and do it once that is wanted."""
    if wish not in WISHES:
        raise NotFound
    return _Asked(cast(TeamRequest, request), order, WISHES[wish]).answer()


@_any_method
def handle(request: HttpRequest, order: int, request_id: int, step: str) -> HttpResponse:
    """Bring what was asked for about an order a step further, in the same way."""
    if step not in HANDLING:
        raise NotFound
    return _Handled(cast(TeamRequest, request), order, HANDLING[step], request_id).answer()


class _Asked(Asking):
    """A wish about one order."""

    def __init__(self, request: TeamRequest, order: int, form: type[Wish]) -> None:
        super().__init__(request)
        self.case = Case.find(order, by=self.member, lock=False)
        self.form = self.made(form)

    def made(self, form: type[Wish]) -> Wish:
        """The form, filled in with what was posted."""
        return form(self.posted, case=self.case)

    def command(self, yes: Any) -> OrderCommand:
        return wished(self.form.asks.name, self.case, ticket=self.ticket, yes=yes, **self.form.wished())

    def context(self) -> dict[str, Any]:
        return {"order": self.case.order}

    def home(self) -> str:
        if self.ticket is None:
            return reverse("order", args=[self.case.order.pk])
        return of_ticket(self.ticket, member=self.member)


class _Handled(_Asked):
    """A step of what was asked for about an order."""

    def __init__(self, request: TeamRequest, order: int, form: type[RequestWish], request_id: int) -> None:
        self.about = request_id
        super().__init__(request, order, form)

    def made(self, form: type[Wish]) -> Wish:
        assert issubclass(form, RequestWish)
        about = find_request(self.about, of=self.case.order.pk, for_=self.member)
        return form(self.posted, case=self.case, about=about)

"""Reading forms: for whoever fills them in, and for whoever configures them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from liaison.channels import doors
from liaison.channels.form.defining import fields_of
from liaison.channels.form.models import Consent, Form
from liaison.channels.form.words import Field, Kind, Option
from liaison.journal.registry import names, sight
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound
from liaison.kit.texts import in_each_language
from liaison.tickets.queries import offered
from liaison.tickets.words import Wish


@dataclass(frozen=True)
class Agreed:
    """What somebody agreed to. where: the form on which they did."""

    words: str
    where: str
    at: datetime


def open_form(key: str) -> Form:
    """The form with this key. Raises NotFound when there is none, or it is closed."""
    found = Form.objects.filter(key=key, closed_at=None).select_related("brand", "department").first()
    if found is None:
        raise NotFound
    return found


def questions(form: Form) -> list[Field]:
    """The questions of a form, in order; how we shall answer can be chosen as its department does just now."""
    asked = fields_of(form.fields)
    if not any(field.kind == Kind.WAY for field in asked):
        return asked
    ways = tuple(Option(wish.value, in_each_language(_WAYS[wish])) for wish in offered(form.department))
    return [replace(field, options=ways) if field.kind == Kind.WAY else field for field in asked]


_WAYS: Final = {
    Wish.MAIL: gettext_noop("By e-mail"),
    Wish.CALL: gettext_noop("By telephone"),
    Wish.MESSAGE: gettext_noop("By text message"),
}


def form_of(door: str) -> Form:
    """The form of a door, also a closed one: what came in while it was open is still its own."""
    return Form.objects.select_related("brand", "department").get(pk=int(door.partition(":")[2]))


def forms(*, for_: Actor) -> QuerySet[Form]:
    """The forms of the departments somebody configures."""
    rows = Form.objects.select_related("brand", "department").order_by("name", "pk")
    return doors.configured(rows, "form.configure", for_=for_)


def find_form(form: int, *, for_: Actor, lock: bool = False) -> Form:
    """One form that somebody configures. Raises NotFound."""
    return doors.find(forms(for_=for_), form, lock=lock)


def agreed_by(people: Iterable[int]) -> list[Agreed]:
    """What these people agreed to on forms, the newest first."""
    rows = Consent.objects.filter(customer__in=list(people)).select_related("form").order_by("-id")
    return [Agreed(one.words, one.form.name, one.at) for one in rows]


@sight("form")
def _seen(ids: set[int], for_: Actor) -> set[int]:
    return set(forms(for_=for_).filter(pk__in=ids).values_list("pk", flat=True))


@names("form")
def _names(ids: Iterable[int]) -> Mapping[int, str]:
    return dict(Form.objects.filter(pk__in=list(ids)).values_list("pk", "name"))

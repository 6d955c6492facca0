"""What can happen to forms."""

from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from liaison.journal.registry import event
from liaison.journal.words import Event


@dataclass(frozen=True, kw_only=True)
class FormEvent(Event):
    """Something that happened to a form."""

    about: ClassVar[tuple[str, ...]] = ("form", "department")
    form_id: int
    department_id: int


@event
@dataclass(frozen=True, kw_only=True)
class FormOpened(FormEvent):
    """People can hand in a form."""

    kind = "form.opened"
    says = _("%(by)s opened the form %(form)s.")


@event
@dataclass(frozen=True, kw_only=True)
class FormChanged(FormEvent):
    """Something of a form is set otherwise. fields: which of its settings."""

    kind = "form.changed"
    says = _("%(by)s changed the form %(form)s.")
    fields: tuple[str, ...] = ()


@event
@dataclass(frozen=True, kw_only=True)
class FormClosed(FormEvent):
    """Nobody can hand in a form any more."""

    kind = "form.closed"
    says = _("%(by)s closed the form %(form)s.")


@event
@dataclass(frozen=True, kw_only=True)
class ConsentGiven(Event):
    """Somebody agreed to something on a form. The words lie beside it, for they may be personal."""

    kind = "form.consent_given"
    says = _("%(customer)s agreed to something on the form %(form)s.")
    about: ClassVar[tuple[str, ...]] = ("customer", "ticket")
    customer_id: int
    ticket_id: int
    form_id: int

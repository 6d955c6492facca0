"""Telling the customer: that it came in, that it takes longer, the answer."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.authority.words import Subject
from liaison.complaints import actions, queries
from liaison.complaints.actions import Words
from liaison.complaints.commands.subjects import ComplaintCommand
from liaison.kit.actor import Actor


@dataclass(frozen=True, kw_only=True)
class _Telling(ComplaintCommand):
    text: str = ""
    told: str = ""

    def _words(self) -> Words:
        return Words(self.text, self.told)


@command
@dataclass(frozen=True, kw_only=True)
class Acknowledge(_Telling):
    """Tell the customer that the complaint came in. text: sent as a reply on the ticket; told: how they were told
    otherwise. One of the two."""

    name = "complaints.acknowledge"
    label = _("Acknowledge")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return {"message": actions.acknowledge(subject.row, self._words(), by=by).message_id}


@command
@dataclass(frozen=True, kw_only=True)
class Extend(_Telling):
    """Take more time to answer, for a reason. until: the last day of it. reason: in words, kept for the register.

    text: what the customer is told, sent as a reply on the ticket; told: how they were told otherwise. One of the two.
    """

    name = "complaints.extend"
    label = _("Extend the time to answer")
    needs = ""
    consequence = True
    until: date
    reason: str

    def run(self, subject: Subject, *, by: Actor) -> Any:
        actions.extend(subject.row, until=self.until, reason=self.reason, words=self._words(), by=by)


@command
@dataclass(frozen=True, kw_only=True)
class SendLetter(_Telling):
    """Give the customer the final answer. text: the letter, sent as a reply on the ticket; told: how they were told
    otherwise. instance: id of where the letter says they can turn."""

    name = "complaints.send_letter"
    label = _("Send the final answer")
    needs = ""
    consequence = True
    instance: int | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        named = queries.find_instance(self.instance) if self.instance is not None else None
        return {"message": actions.answer(subject.row, self._words(), instance=named, by=by).message_id}

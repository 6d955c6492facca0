"""News applied is the page reloaded: whatever is done to a ticket, an open page comes to show what a new one would."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import expect

from liaison.authority.catalogue import COMMANDS
from liaison.authority.words import Done
from liaison.customers.actions import meet
from liaison.kit.actor import SYSTEM
from liaison.kit.clock import now
from liaison.tickets.actions import define_kind, wish_answer
from liaison.tickets.models import Message, Promise, Ticket
from liaison.tickets.words import Wish
from tests.browser.reloading import what_differs
from tests.browser.running import Desk
from tests.cast import JONAS, Cast, ticket

PANES = ("ticket-head", "ticket-timeline", "side-card", "listing", "queues")
ELSEWHERE = {
    "tickets.add_file": "one's own draft",
    "tickets.remove_file": "one's own draft",
    "tickets.define_kind": "the choices of every ticket, not one of them",
    "tickets.open": "makes another ticket",
    "tickets.write": "makes another ticket",
}
"""Commands that are not about what an open ticket shows, and what they are about."""


class Story:
    """Everything that can be done to a ticket, in an order in which it can be done."""

    def __init__(self, cast: Cast) -> None:
        self.one = ticket(cast, text="My card 4111 was charged twice.")
        self.other = ticket(cast, sender=JONAS)
        self.cast = cast
        self.kind = define_kind("Dispute", by=cast.ada)

    def _last(self, direction: str) -> int:
        return Message.objects.filter(ticket=self.one, direction=direction).latest("pk").pk

    def steps(self) -> list[tuple[str, Callable[[], dict[str, object]]]]:
        one, cast, soon = {"ticket": self.one.pk}, self.cast, now() + timedelta(days=1)
        promised = lambda: {"promise": Promise.objects.latest("pk").pk}  # noqa: E731
        return [
            ("tickets.mark_seen", lambda: one | {"message": self._last("in")}),
            ("tickets.hand_over", lambda: one | {"summary": "Charged twice; the bank must be asked."}),
            ("tickets.assign", lambda: one | {"to": cast.bo.pk}),
            ("tickets.note", lambda: one | {"text": "Ask the bank."}),
            ("tickets.save_draft", lambda: one | {"text": "Half"}),
            ("tickets.reply", lambda: one | {"text": "We look into it."}),
            ("tickets.undo", lambda: {"message": self._last("out")}),
            ("tickets.forward", lambda: one | {"text": "Please check.", "to": ["bank@example.net"]}),
            ("tickets.redact", lambda: {"message": self._last("in"), "text": "4111"}),
            ("tickets.meet_wish", self._wished),
            ("tickets.tag", lambda: one | {"tags": ["bank", "twice"]}),
            ("tickets.untag", lambda: one | {"tags": ["twice"]}),
            ("tickets.prioritise", lambda: one | {"priority": 4}),
            ("tickets.classify", lambda: one | {"kind": self.kind.pk}),
            ("tickets.promise", lambda: one | {"what": "The money", "due": soon}),
            ("tickets.keep_promise", promised),
            ("tickets.promise", lambda: one | {"what": "A letter", "due": soon}),
            ("tickets.withdraw_promise", promised),
            ("tickets.wait", lambda: one | {"whom": "others", "until": soon}),
            ("tickets.resolve", lambda: one | {"reason": "solved"}),
            ("tickets.close", lambda: one),
            ("tickets.reopen", lambda: one),
            ("tickets.record_contact", lambda: one | {"department": cast.service.pk, "reason": "Asked"}),
            ("tickets.choose_customer", lambda: one | {"customer": meet("email", JONAS.address).pk}),
            ("tickets.attach", lambda: one | {"message": self._of_other()}),
            ("tickets.detach", lambda: {"message": self._last("in")}),
            ("tickets.hold", lambda: one),
            ("tickets.unhold", lambda: one),
            ("tickets.shelve", lambda: one | {"shelf": "spam"}),
            ("tickets.unshelve", lambda: one),
            ("tickets.move", lambda: one | {"department": cast.billing.pk}),
        ]

    def _wished(self) -> dict[str, object]:
        wish_answer(self.one, Wish.CALL, "+372 5123 4567", by=SYSTEM)
        return {"ticket": self.one.pk}

    def _of_other(self) -> int:
        return Message.objects.filter(ticket=self.other).latest("pk").pk


def test_after_every_command_the_open_page_is_the_reloaded_page(desk: Desk, stage: Cast) -> None:
    story = Story(stage)
    with desk.open(stage.ada, f"/tickets/{story.one.number}/?in=all") as page:
        expect(page.locator("#timeline > article")).to_have_count(1)
        for name, params in story.steps():
            outcome = desk.do(stage.ada, name, **params())
            assert isinstance(outcome, Done), f"{name}: {outcome}"
            assert what_differs(page, {"": PANES}) == {}, name
    assert Ticket.objects.get(pk=story.one.pk).department_id == stage.billing.pk


def test_every_command_on_a_ticket_is_part_of_that_story(cast: Cast) -> None:
    told = {name for name, _ in Story(cast).steps()}

    known = {name for name in COMMANDS if name.startswith("tickets.")}

    assert known - told - set(ELSEWHERE) == set(), (
        "do it in Story.steps, or say in ELSEWHERE what it is about"
    )

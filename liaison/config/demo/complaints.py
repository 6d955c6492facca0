"""Three complaints of the shop: one answered, one about a colleague that is nearly due, one that went to the bank."""

from datetime import datetime, timedelta
from typing import Any, Final

from liaison.authority import catalogue
from liaison.authority.actions import perform
from liaison.authority.words import Done
from liaison.complaints import letters
from liaison.complaints.actions import set_up_complaint_kinds
from liaison.complaints.models import Complaint, Instance, Kind
from liaison.config.demo.company import Company, note
from liaison.kit import clock
from liaison.team.models import Member
from liaison.tickets import actions as tickets
from liaison.tickets.models import Dispatch, Message

DAY: Final = timedelta(days=1)
BOARD: Final = {
    "called": "Consumer Disputes Committee", "where": "ombudsman", "within": 6,
    "reach": "Harbour Street 2, Havn\ndisputes.example",
}  # fmt: skip


def complain(company: Company, *, end: datetime) -> None:
    """Have three of the customers complain. end: the present, at which the stories stop."""
    set_up_complaint_kinds()
    ana = company.agents["Ana Ruiz"]
    board = _ask("define_instance", company.agents["Marek Dvořák"], **BOARD)["instance"]
    note("instance", Instance.objects.get(pk=board))
    for story, language, days in ((_answered, "fr", 22), (_about_marta, "en", 27), (_at_the_bank, "et", 12)):
        said = _said_in(language, by=end - days * DAY, company=company)
        if said is not None:
            story(company, ana, said, board)


def _said_in(language: str, *, by: datetime, company: Company) -> Message | None:
    """The mail of a customer in a language with which a matter began, the last before a moment or else the first."""
    returns = company.departments["returns"].pk
    rows = Message.objects.filter(direction="in", language=language, auto_kind="", ticket__department=returns)
    rows = rows.filter(ticket__customer__isnull=False).select_related("ticket")
    return rows.filter(at__lt=by).order_by("-at").first() or rows.order_by("at").first()


def _ask(verb: str, by: Member, **params: Any) -> Any:
    outcome = perform(catalogue.make(f"complaints.{verb}", params), by=by)
    if not isinstance(outcome, Done):
        raise TypeError(f"{verb}: {outcome}")
    return outcome.result


def _open(said: Message, by: Member, kind: str, *, claim: str, **more: Any) -> int:
    """Open one on the day after the mail; return its id."""
    known = {"ticket": said.ticket_id, "kind": Kind.objects.get(key=kind).pk, "received": said.at}
    with clock.standing_at(said.at + DAY / 8):
        made: int = _ask("open", by, **known, claim=claim, **more)["complaint"]
        _ask("take", by, complaint=made)
        _ask("add_evidence", by, complaint=made, side="customer", message=said.pk)
    return made


def _answered(company: Company, ana: Member, said: Message, board: int) -> None:
    one = _open(
        said, ana, "product", claim="La bouilloire est arrivée fêlée, comme la précédente.",
        wish="Un remboursement complet.", amount="39.90", currency="EUR",
    )  # fmt: skip
    with clock.standing_at(said.at + 3 * DAY):
        _ask("acknowledge", ana, complaint=one, told="Par téléphone.")
        _ask("state_position", ana, complaint=one, text="Le lot entier était mal emballé.", side="company")
        _ask(
            "decide", ana, complaint=one, outcome="upheld", reasons="Le colis était mal protégé au départ.",
            remedy="Nous vous remboursons.", amount="39.90", currency="EUR", cause="process",
            cause_words="Packing of the spring lot",
        )  # fmt: skip
        row = Complaint.objects.select_related("department__brand", "customer", "ticket").get(pk=one)
        text = letters.final(row, by=ana.name, instance=Instance.objects.get(pk=board))
        sent = _ask("send_letter", ana, complaint=one, text=text, instance=board)["message"]
        _leave(sent)
        _ask("close", ana, complaint=one)


def _leave(message: int) -> None:
    """Have the letter be sent, without sending it: these customers live nowhere."""
    dispatch = Dispatch.objects.select_related("message__ticket").get(message=message)
    tickets.claim(dispatch)
    tickets.sent(dispatch, external_id=f"letter.{message}@havn.example")


def _about_marta(company: Company, ana: Member, said: Message, board: int) -> None:
    marta = company.agents["Marta Ilves"]
    claim = "She laughed when I said that the kettle had a crack, and hung up."
    one = _open(said, ana, "staff", claim=claim, wish="An apology.", concerns=[marta.pk])
    with clock.standing_at(said.at + DAY):
        _ask("acknowledge", ana, complaint=one, told="By telephone, by Ana Ruiz.")
        _ask("state_position", ana, complaint=one, text="The recording of the call is being listened to.")
        _ask(
            "make_offer",
            ana,
            complaint=one,
            text="A call from the head of service",
            amount="15",
            currency="EUR",
        )


def _at_the_bank(company: Company, ana: Member, said: Message, board: int) -> None:
    claim = "Raha võeti kaardilt kaks korda."
    one = _open(said, ana, "billing", claim=claim, wish="Raha tagasi.", amount="64.00", currency="EUR")
    with clock.standing_at(said.at + 4 * DAY):
        begun = clock.now().date()
        stage = _ask(
            "escalate_outside", ana, complaint=one, where="chargeback", body="Põhja Pank", reference="CB-20811",
            begun=begun, due=begun + timedelta(days=20),
        )["stage"]  # fmt: skip
        _ask("record_outside", ana, stage=stage, on=begun, words="Both card slips were sent to the bank.")

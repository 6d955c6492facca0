"""How a matter goes, told as a generator: each `yield` is the moment at which what follows happens."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.dates import format_datetime

from liaison.authority.actions import perform
from liaison.config.demo.company import ANSWERS, Company
from liaison.config.demo.drawing import invoice, photo
from liaison.config.demo.post import Letter, bring
from liaison.config.demo.words import Talk, Voice
from liaison.files.actions import keep
from liaison.kit.clock import now
from liaison.team.models import Member
from liaison.tickets import actions as tickets
from liaison.tickets.commands import Reply
from liaison.tickets.models import Dispatch, Kind, Message, Ticket
from liaison.tickets.words import Enclosed

Story = Iterator[datetime]
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True)
class Matter:
    """One telling of a talk: by whom, about which order, and how far it comes.

    fate: `new`, `assigned`, `answered`, `promised`, `paused`, `settled` or `trainee`.
    """

    key: str
    talk: Talk
    voice: Voice
    who: str
    begins: datetime
    fate: str
    seed: int

    @property
    def order(self) -> int:
        return 40_000 + self.seed * 37 % 9_000

    @property
    def address(self) -> str:
        return address_of(self.who, self.voice)

    def words(self, text: str) -> str:
        """Fill the order and the model in."""
        models = ("Polaris", "Vega", "Fjell", "Ravn", "Sula", "Brisa", "Linnea", "Tinde")
        return text.format(order=self.order, model=models[self.seed % len(models)])

    def sentence(self, text: str) -> str:
        """The same as the beginning of a paragraph; Lithuanian goes on in small letters after the greeting."""
        filled = self.words(text)
        return filled if self.voice.language == "lt" else filled[0].upper() + filled[1:]


def address_of(who: str, voice: Voice) -> str:
    """An address made of a name, on a domain that nobody can own."""
    import unicodedata

    latin = str.maketrans("абвгдеёжзийклмнопрстуфхцчшщъыьэюяđ", "abvgdeezzijklmnoprstufhccss_y_euad")
    plain = unicodedata.normalize("NFKD", who.lower().translate(latin))
    letters = "".join(c if c.isascii() and c.isalpha() else "." if c == " " else "" for c in plain)
    return f"{letters}@{voice.domain}"


def tell(matter: Matter, company: Company) -> Story:
    """A customer writes; whatever the fate holds follows."""
    chance = random.Random(matter.seed)  # noqa: S311 (stories, not secrets)
    yield matter.begins
    first = _opening(matter, company)
    if matter.fate == "new":
        return
    agent = company.agents[ANSWERS[matter.talk.department]]
    yield in_office(now() + chance.randint(1, 5) * HOUR / 2)
    ticket = _sort(first, matter, agent)
    if matter.fate in ("assigned", "trainee"):
        yield now() + timedelta(minutes=6)
        _leave_open(ticket, matter, company)
        return
    yield now() + timedelta(minutes=chance.randint(3, 25))
    answer = _answer(ticket, matter, agent)
    yield now() + timedelta(seconds=40)
    _leave(answer, matter)
    yield from _afterwards(ticket, answer, matter, agent, company, chance)


def _opening(matter: Matter, company: Company) -> Message:
    talk, voice = matter.talk, matter.voice
    text = f"{voice.hello}\n\n{matter.sentence(talk.opening)}\n\n{voice.regards}\n{matter.who}"
    picture = photo(matter.seed % 4) if talk.file == "photo" else b""
    inline = matter.seed % 3 == 0
    letter = Letter(
        key=f"{matter.key}.1",
        who=matter.who,
        address=matter.address,
        subject=matter.words(talk.subject),
        text=text,
        at=now(),
        files=(("photo.png", "image/png", picture),) if picture and not inline else (),
        inline=picture if inline else b"",
    )
    message = bring(letter, to=company.mailboxes[talk.department])
    assert message is not None
    return message


def _sort(first: Message, matter: Matter, agent: Member) -> Ticket:
    ticket = Ticket.objects.get(pk=first.ticket_id)
    tickets.assign(ticket, to=agent.pk, by=agent)
    if matter.talk.tags:
        tickets.tag(ticket, matter.talk.tags, by=agent)
    tickets.classify(ticket, kind=Kind.objects.get(key=matter.talk.kind).pk, by=agent)
    if matter.talk.kind == "complaint" and matter.seed % 2:
        tickets.prioritise(ticket, 3, by=agent)
    return ticket


def _leave_open(ticket: Ticket, matter: Matter, company: Company) -> None:
    """Not answered yet: a note among us, or a trainee's answer that waits for a release."""
    if matter.fate == "trainee":
        tess = company.agents["Tess Kask"]
        tickets.assign(ticket, to=tess.pk, by=company.agents["Ana Ruiz"])
        perform(Reply(ticket=ticket.pk, text=_answer_text(matter, tess)), by=tess)
    elif matter.talk.note:
        tickets.note(ticket, matter.words(matter.talk.note), by=company.agents["Ana Ruiz"])


def _answer_text(matter: Matter, agent: Member) -> str:
    voice = matter.voice
    first = matter.who.split()[-1] if voice.language == "vi" else matter.who.split()[0]
    hello, regards = voice.our_hello.format(first=first), voice.our_regards
    return f"{hello}\n\n{matter.sentence(matter.talk.answer)}\n\n{regards}\n{agent.name}"


def _answer(ticket: Ticket, matter: Matter, agent: Member) -> Message:
    if matter.talk.note:
        tickets.note(ticket, matter.words(matter.talk.note), by=agent)
    files: tuple[Enclosed, ...] = ()
    if matter.talk.file == "invoice":
        content = invoice(matter.order)
        files = (Enclosed(keep(content), f"invoice-{matter.order}.pdf", "application/pdf", len(content)),)
    ticket.refresh_from_db()
    return tickets.reply(ticket, _answer_text(matter, agent), by=agent, enclosed=files)


def _leave(answer: Message, matter: Matter) -> None:
    """Have the answer be sent, without sending it: these customers live nowhere."""
    dispatch = Dispatch.objects.select_related("message__ticket").get(message=answer)
    tickets.claim(dispatch)
    tickets.sent(dispatch, external_id=f"{matter.key}.2@havn.example")


def _afterwards(
    ticket: Ticket, answer: Message, matter: Matter, agent: Member, company: Company, chance: random.Random
) -> Story:
    ticket.refresh_from_db()
    if matter.fate == "promised":
        tickets.promise(ticket, matter.words(matter.talk.subject)[:120], due=now() + 2 * DAY, by=agent)
    elif matter.fate == "paused":
        tickets.wait(ticket, others=bool(matter.seed % 2), until=now() + 3 * DAY, by=agent)
    elif matter.fate == "answered":
        tickets.wait(ticket, others=False, until=None, by=agent)
    else:
        yield from _settle(ticket, answer, matter, agent, company, chance)


def _settle(
    ticket: Ticket, answer: Message, matter: Matter, agent: Member, company: Company, chance: random.Random
) -> Story:
    tickets.resolve(ticket, reason="solved", by=agent)
    if not matter.talk.thanks:
        return
    yield now() + chance.randint(8, 60) * HOUR / 2
    bring(_thanks(answer, matter, agent), to=company.mailboxes[matter.talk.department])
    yield in_office(now() + HOUR)
    ticket.refresh_from_db()
    tickets.resolve(ticket, reason="no_answer_needed", by=agent)


def above(voice: Voice, *, who: str, at: datetime) -> str:
    """The line which a customer's program puts above what it quotes. who: whose words; at: of when."""
    return voice.wrote.format(who=who, when=format_datetime(at, "medium", locale=voice.language))


def _thanks(answer: Message, matter: Matter, agent: Member) -> Letter:
    """The customer's last word, above what they answer, as most programs put it."""
    quoted = "\n".join(f"> {line}" for line in answer.text.splitlines())
    line = above(matter.voice, who=agent.name, at=answer.at)
    text = f"{matter.words(matter.talk.thanks)}\n\n{matter.who}\n\n{line}\n{quoted}\n"
    return Letter(
        key=f"{matter.key}.3",
        who=matter.who,
        address=matter.address,
        subject=f"Re: {matter.words(matter.talk.subject)}",
        text=text,
        at=now(),
        answers=(f"{matter.key}.1@{matter.voice.domain}", f"{matter.key}.2@havn.example"),
    )


def in_office(moment: datetime) -> datetime:
    """The moment itself when somebody is at work (every day from 7 to 18 UTC), else shortly after the next opening."""
    while not 7 <= moment.hour < 18:
        moment = (moment + HOUR).replace(minute=moment.minute // 4)
    return moment


def last_in_office(moment: datetime) -> datetime:
    """The latest moment not after this one at which somebody is at work."""
    while in_office(moment) != moment:
        moment -= HOUR
    return moment

"""Loading the demo company: all stories told in the order of their moments, in one transaction."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from heapq import heapify, heappop, heappush
from importlib import import_module

from django.db import connection, transaction

from liaison.channels.actions import read_waiting
from liaison.channels.actions.reading import LOCK
from liaison.config.demo import odd
from liaison.config.demo.company import Company, found, note
from liaison.config.demo.complaints import complain
from liaison.config.demo.models import Door, Made
from liaison.config.demo.selling import sell
from liaison.config.demo.story import DAY, HOUR, Matter, Story, last_in_office, tell
from liaison.config.demo.words import Voice
from liaison.customers.models import Customer
from liaison.kit import clock
from liaison.kit.passwords import made_up_password
from liaison.tickets.actions import set_up_kinds
from liaison.tickets.models import Message, Ticket

LANGUAGES = ("en", "fr", "ru", "lt", "et", "vi")
TELLINGS = 4
LOADING = 0xDE40
FIRST_GENDERED = (1, 0, 0, 1, 0, 1)
"""Which of each pair of people tells a talk: verbs of some languages show whether a man or a woman writes."""


@dataclass(frozen=True)
class Loaded:
    """What there is now. password: of all agents, told once."""

    tickets: int
    customers: int
    agents: tuple[str, ...]
    password: str


def is_loaded() -> bool:
    """Whether the demo company is there."""
    return Made.objects.exists()


@transaction.atomic
def load() -> Loaded:
    """Make the demo company, by the product's own actions, with the clock standing at each moment told.

    Nobody sees half of it: it is one transaction. No mail leaves. Raises ValueError when it is there already.
    """
    with (
        connection.cursor() as cursor
    ):  # No other loader, and no reader who would read these mails at its own time.
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOADING])
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    if is_loaded():
        raise ValueError("the demo company is there already")
    while read_waiting():
        pass
    set_up_kinds()
    end = clock.now()
    password = made_up_password()
    customers = set(Customer.objects.values_list("pk", flat=True))
    with clock.standing_at(end - 35 * DAY):
        company = found(password=password)
    told: list[Matter] = []
    play(list(_stories(company, end=end, told=told)), until=end)
    sell(told, company, opened=end - 35 * DAY)
    complain(company, end=end)
    _note_what_came(company, customers)
    Door.objects.create(password=password)
    return Loaded(
        tickets=Made.objects.filter(noun="ticket").count(),
        customers=Made.objects.filter(noun="customer").count(),
        agents=tuple(agent.email for agent in company.agents.values()),
        password=password,
    )


def play(stories: list[Story], *, until: datetime) -> None:
    """Tell all stories at once, always the one whose moment comes first; what would come after `until` is left out."""
    waiting = [(next(story), n, story) for n, story in enumerate(stories)]
    heapify(waiting)
    while waiting and waiting[0][0] < until:
        moment, n, story = heappop(waiting)
        with clock.standing_at(moment):
            following = next(story, None)
        if following is not None:
            heappush(waiting, (following, n, story))


def _stories(company: Company, *, end: datetime, told: list[Matter]) -> Iterator[Story]:
    """All stories. told: where the matters are put of which they are told."""
    voices = [import_module(f"liaison.config.demo.words.{code}").VOICE for code in LANGUAGES]
    chance = random.Random(1042)  # noqa: S311 (the same stories each time)
    for voice in voices:
        for matter in _matters(voice, end=end, chance=chance):
            told.append(matter)
            yield tell(matter, company)
        yield odd.calls(voice, company, begins=end - chance.randint(1, 9) * DAY, who=voice.people[0])
    english: Voice = voices[0]
    talk = english.talks[0]
    late = last_in_office(end - 6 * HOUR)
    back = Matter("back", talk, english, "Ruth Feldman", late, "answered", 7)
    yield odd.came_back(back, company)
    cracked = english.talks[1]
    yield tell(
        Matter(
            "trainee",
            cracked,
            english,
            "Sam Kowalski",
            last_in_office(end - 5 * HOUR) - 2 * HOUR,
            "trainee",
            11,
        ),
        company,
    )
    yield odd.unreadable(company, at=end - 5 * HOUR)
    yield odd.away(company, at=end - 3 * DAY)
    yield odd.spam(company, at=end - 2 * DAY)


def _matters(voice: Voice, *, end: datetime, chance: random.Random) -> Iterator[Matter]:
    tellings = [(n, talk) for _ in range(TELLINGS) for n, talk in enumerate(voice.talks)]
    ranks = chance.sample(range(len(tellings)), len(tellings))
    for number, (n, talk) in enumerate(tellings):
        fate, days = _fate(ranks[number] / len(tellings), talk.department, chance)
        pair = FIRST_GENDERED[n % len(FIRST_GENDERED)]
        who = voice.people[(pair + 2 * (number // 3)) % len(voice.people)]
        seed = chance.randrange(10_000)
        yield Matter(f"{voice.language}.{number}", talk, voice, who, end - timedelta(days=days), fate, seed)


def _fate(share: float, department: str, chance: random.Random) -> tuple[str, float]:
    """How far a matter comes, and how many days ago it began: the open ones are fresh."""
    if share < 0.12:
        return "new", chance.uniform(0.02, 1.2)
    if share < 0.2:
        return ("trainee" if department == "returns" else "assigned"), chance.uniform(0.3, 2)
    if share < 0.34:
        return "answered", chance.uniform(1, 6)
    if share < 0.4:
        return "promised", chance.uniform(1.2, 4)
    if share < 0.45:
        return "paused", chance.uniform(1, 3)
    return "settled", chance.uniform(3, 30)


def _note_what_came(company: Company, customers: set[int]) -> None:
    """Write down what the stories made, for the day on which it is removed."""
    departments = [d.pk for d in company.departments.values()]
    made = Ticket.objects.filter(department__in=departments)
    note("ticket", *made.values_list("pk", flat=True))
    note(
        "contact",
        *Message.objects.filter(ticket__in=made, contact__isnull=False).values_list("contact", flat=True),
    )
    note("customer", *Customer.objects.exclude(pk__in=customers).values_list("pk", flat=True))

"""Writing the company's rules, trying them, and loading packs of them."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from liaison.authority import packs
from liaison.authority.actions import rules as writing
from liaison.authority.actions.packs import choose_pack, load_pack
from liaison.authority.catalogue import command
from liaison.authority.models import Rule
from liaison.authority.queries import RULES, replay, tried
from liaison.authority.words import Command, Provision, Says, Subject
from liaison.kit.actor import Actor
from liaison.kit.errors import NotFound


@dataclass(frozen=True, kw_only=True)
class _OfRules(Command):
    needs = RULES

    def find(self, *, by: Actor, lock: bool) -> Subject:
        return Subject(everywhere=True)


@dataclass(frozen=True, kw_only=True)
class _Draft(_OfRules):
    """says: refuse, approve or allow, when the condition holds. condition: in CEL; empty is always.

    role: `supervisor`, or `role:12` for one of the company's own; kind: human, virtual, program or customer; actor:
    a reference such as `member:7`; for whom the rule is, empty for all.
    reason: a sentence for the representative. say: one to say to the customer. allowed: what is allowed; by language.
    ask, stand_in: the role or permission of who is asked to release it, and of who may in their place.
    within: minutes to answer. valid_from, valid_until: when it holds; from now on, and without end.
    """

    says: Says
    condition: str = ""
    role: str = ""
    kind: str = ""
    actor: str = ""
    reason: dict[str, str] = field(default_factory=dict)
    say: dict[str, str] = field(default_factory=dict)
    allowed: dict[str, str] = field(default_factory=dict)
    ask: str = ""
    stand_in: str = ""
    within: int | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None

    def draft(self, key: str, about: str) -> Provision:
        """The rule that is meant."""
        return Provision(
            key=key,
            command=about,
            says=self.says,
            valid_from=_aware(self.valid_from),
            valid_until=_aware(self.valid_until),
            **{name: getattr(self, name) for name in writing.COPIED if name != "command"},
        )


def _aware(at: datetime | None) -> datetime | None:
    """A moment without a zone is meant as the desk's."""
    return timezone.make_aware(at, timezone.get_default_timezone()) if at and timezone.is_naive(at) else at


@command
@dataclass(frozen=True, kw_only=True)
class CreateRule(_Draft):
    """Write a rule about a command with limits.

    key: its name for good, such as `refund_limit`. command: `room.verb`, or `room.*` for all of a room.
    """

    name = "authority.create_rule"
    label = _("Write a rule")
    key: str
    command: str

    def run(self, subject: Subject, *, by: Actor) -> Any:
        return {"rule": writing.create_rule(self.draft(self.key, self.command), by=by).pk}


@dataclass(frozen=True, kw_only=True)
class _OneRule(_OfRules):
    rule: int

    def find(self, *, by: Actor, lock: bool) -> Subject:
        found = Rule.objects.filter(pk=self.rule).first()
        if found is None:
            raise NotFound
        return Subject(found, None, (f"rule:{found.pk}",), everywhere=True)


@command
@dataclass(frozen=True, kw_only=True)
class ChangeRule(_Draft, _OneRule):
    """Write another version of a rule; what was decided by the old one keeps it. rule: the id of its last version."""

    name = "authority.change_rule"
    label = _("Change a rule")

    def run(self, subject: Subject, *, by: Actor) -> Any:
        row: Rule = subject.row
        return {"rule": writing.change_rule(row, self.draft(row.key, row.command), by=by).pk}


@command
@dataclass(frozen=True, kw_only=True)
class EndRule(_OneRule):
    """End a rule, now or at a moment to come. rule: the id of its last version."""

    name = "authority.end_rule"
    label = _("End a rule")
    at: datetime | None = None

    def run(self, subject: Subject, *, by: Actor) -> Any:
        writing.end_rule(subject.row, by=by, at=_aware(self.at))


@command
@dataclass(frozen=True, kw_only=True)
class ChangeSetting(_OfRules):
    """Change a setting that rules look at. setting: its name. value: of the setting's type."""

    name = "authority.change_setting"
    label = _("Change a setting of the rules")
    setting: str
    value: Any

    def run(self, subject: Subject, *, by: Actor) -> Any:
        writing.change_setting(self.setting, self.value, by=by)


@command
@dataclass(frozen=True, kw_only=True)
class TryRule(_Draft):
    """Try a rule on examples, beside those in force and without writing it.

    command: `room.verb`, or `room.*`. key: of the rule it would replace, empty for a new one.
    examples: each `{"facts": {…}, "kind": "human", "roles": […], "command": "…", "says": "…"}`, all of it optional;
    facts that are not named are empty, nought or no.
    """

    name = "authority.try_rule"
    label = _("Try a rule")
    private = True
    command: str
    key: str = ""
    examples: list[dict[str, Any]] = field(default_factory=list)

    def run(self, subject: Subject, *, by: Actor) -> Any:
        draft = self.draft(self.key or "draft", self.command)
        writing.check_rule(draft, by=by)
        return {"examples": [asdict(one) for one in tried(draft, self.examples)]}


@command
@dataclass(frozen=True, kw_only=True)
class Replay(_Draft):
    """Ask what a rule would have changed in a past period, without writing it.

    command: `room.verb`, or `room.*`. key: of the rule it would replace, empty for a new one. since, until: the period.
    """

    name = "authority.replay"
    label = _("Replay decisions against a rule")
    private = True
    command: str
    since: datetime
    until: datetime
    key: str = ""

    def run(self, subject: Subject, *, by: Actor) -> Any:
        draft = self.draft(self.key or "draft", self.command)
        writing.check_rule(draft, by=by)
        since, until = (
            timezone.make_aware(at) if timezone.is_naive(at) else at for at in (self.since, self.until)
        )
        return asdict(replay(draft, since=since, until=until))


@command
@dataclass(frozen=True, kw_only=True)
class LoadPack(_OfRules):
    """Load a pack of rules, or its newer edition; what the company changed itself stays. pack: its name.

    instead: the rules of every other pack end.
    """

    name = "authority.load_pack"
    label = _("Load a pack of rules")
    pack: str
    instead: bool = False

    def run(self, subject: Subject, *, by: Actor) -> Any:
        load = choose_pack if self.instead else load_pack
        return asdict(load(packs.find(self.pack), by=by))

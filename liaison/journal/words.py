"""The words of this room which cross its border."""

from dataclasses import asdict, dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar, Self

from django.utils.functional import Promise

PERSONAL = {"personal": True}


def personal(default: str = "") -> Any:
    """A fact that tells something about a person: kept in an erasable row beside the entry."""
    return field(default=default, metadata=PERSONAL)


@dataclass(frozen=True, kw_only=True)
class Event:
    """Something that happened, said by the verb. Fields are ids and plain values, never a text somebody wrote.

    kind: `room.past_participle`, never renamed.
    says: the sentence with %(by)s and the fields; a field ending in `_id` is also there as a name without `_id`.
    says_to_self: the same where it was done by the very member of `to_id`; the other sentence if there is none.
    about: nouns whose `<noun>_id` field names what the entry is about.
    """

    kind: ClassVar[str]
    says: ClassVar[str | Promise]
    says_to_self: ClassVar[str | Promise] = ""
    about: ClassVar[tuple[str, ...]] = ("ticket",)
    version: ClassVar[int] = 1

    def refs(self) -> list[str]:
        """What this is about, as `noun:id`."""
        ids = ((noun, getattr(self, f"{noun}_id", None)) for noun in self.about)
        return [f"{noun}:{id_}" for noun, id_ in ids if id_ is not None]

    def facts(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """The facts that are kept for ever, and the personal ones that can be erased."""
        values = {name: _plain(value) for name, value in asdict(self).items()}
        hidden = {f.name for f in fields(self) if f.metadata.get("personal")}
        kept = {k: v for k, v in values.items() if k not in hidden}
        return kept | {"v": self.version}, {k: v for k, v in values.items() if k in hidden and v}

    @classmethod
    def of(cls, facts: dict[str, Any]) -> Self:
        """Make the event again from its kept facts; fields added since have their defaults."""
        known = {f.name for f in fields(cls)}
        return cls(**{k: v for k, v in facts.items() if k in known})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    return list(value) if isinstance(value, tuple | set | frozenset) else value

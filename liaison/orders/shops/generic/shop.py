"""What is asked of a company's own system over REST.

Whether a deed may be sent again is what the description of the system promises about our key. Without such a promise
nothing is sent twice by itself, and a person says what became of what nobody knows.
"""

import base64
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, ClassVar, Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liaison.kit.errors import Invalid
from liaison.kit.sayings import say
from liaison.kit.web import Answer
from liaison.orders.shops.calling import call, parsed, refused
from liaison.orders.shops.generic.filling import filled, path_of, values_of
from liaison.orders.shops.generic.reading import Reading, at, text
from liaison.orders.shops.generic.shape import CAN, Misshapen, Table, shape_of
from liaison.orders.shops.protocol import AT_ONCE, SUBJECTS
from liaison.orders.shops.words import (
    Became,
    Deed,
    Field,
    Label,
    NotDone,
    NotLetIn,
    Outcome,
    Page,
    Place,
    Unsure,
    Verb,
)

KEY_HEADER: Final = "X-API-Key"


class Generic:
    """One system of a company's own."""

    kind: ClassVar[str] = "generic"
    label: ClassVar[Label] = _("Your own system (REST)")
    steps: ClassVar[tuple[Label, ...]] = (
        _("A system that answers as docs/shops.md describes needs its address and a token, nothing else."),
        _("For a system that answers otherwise, write down where it differs; the same page explains how."),
        _("The address is the one before all paths, such as https://shop.example.com/api; it must be https."),
    )
    fields: ClassVar[tuple[Field, ...]] = (
        Field(
            name="sign_in",
            label=_("How the desk signs in"),
            default="bearer",
            choices=(
                ("bearer", _("Bearer token")),
                ("header", _("Key in a header of its own")),
                ("basic", _("Name and password")),
            ),
        ),
        Field(
            name="token",
            label=_("Token"),
            help=_("The token or the key; for a name and a password, both with a colon between them."),
            secret=True,
        ),
        Field(name="header", label=_("Header of the key"), required=False, default=KEY_HEADER),
        Field(
            name="differences",
            label=_("Where it differs"),
            help=_("In TOML; empty for a system that answers as docs/shops.md describes."),
            required=False,
            text=True,
        ),
    )

    def __init__(self, place: Place) -> None:
        self._base = place.address
        self._place = place
        self._shape = shape_of(place.get("differences"))
        self._reading = Reading(self.get, self._shape, address=place.address)

    @staticmethod
    def must_be_right(settings: Mapping[str, str]) -> None:
        """Raise Invalid for a description that is none, and for a header that cannot be one."""
        try:
            shape_of(settings.get("differences", ""))
        except Misshapen as wrong:
            problem = gettext("This is not understood: %(what)s") % {"what": wrong}
            raise Invalid(field="differences", problem=problem) from wrong
        header = settings.get("header", "")
        if not header.isascii() or not header.replace("-", "").isalnum():
            raise Invalid(field="header", problem=gettext("A name such as X-API-Key is wanted."))

    @property
    def can(self) -> frozenset[Verb]:
        """What its description tells how to do."""
        return frozenset(verb for verb in CAN if verb in self._shape["deeds"])

    def name(self) -> str:
        """How it calls itself; a page of everything shows whether the token is good and the answers understood."""
        for subject in SUBJECTS:
            self.read(subject, since=None)
        hello = self._shape["hello"]
        found = at(parsed(self.get(hello["path"])), hello["name"]) if hello["path"] else ""
        return text(found)[:200] or self._base

    def read(self, subject: str, *, since: datetime | None, after: str = "") -> Page:
        """A page of what was changed."""
        return self._reading.page(subject, since=since, after=after)

    def read_order(self, order: str) -> Page:
        """One order as it is now."""
        answer = self.get(path_of(self._shape["orders"]["one"], {"order": order}))
        return self._reading.made("orders", [parsed(answer)], raw=answer.body)

    def do(self, deed: Deed) -> Outcome:
        """Ask for it as it is described."""
        of = self._shape["deeds"][deed.verb]
        values = values_of(deed)
        headers = {of["key_header"]: deed.key} if of.get("key_header") else {}
        answer = self._call(
            of.get("method", "POST"),
            path_of(of["path"], values),
            said=filled(of["body"], values) if "body" in of else None,
            headers=headers,
        )
        if answer.status == 409 or 300 <= answer.status < 400:
            # The first try with this key is under way still, or the answer lies elsewhere: neither is a no.
            raise Unsure(say("The shop has not said whether it was done."), body=answer.body)
        self._clear(answer)
        said = parsed(answer) if answer.body.strip() and _is_read(of) else {}
        self._must_be_done(of, said)
        return Outcome(became=Became.DONE, reference=_reference(said, of))

    def check(self, deed: Deed) -> Outcome:
        """Ask by our key, where it tells; where it only promises to know our key, what is unknown is sent again."""
        of = self._shape["deeds"].get(deed.verb, {})
        ask = of.get("ask")
        if not ask:
            return Outcome(became=Became.NOT_DONE if of.get("repeat") else Became.CANNOT_TELL)
        answer = self._call("GET", path_of(ask["path"], values_of(deed)))
        if answer.status == 404:
            return Outcome(became=Became(ask.get("missing") or Became.CANNOT_TELL))
        said = parsed(self._clear(answer))
        state = text(at(said, ask.get("state", "")))
        if state in map(str, ask.get("done", ())):
            return Outcome(became=Became.DONE, reference=_reference(said, ask))
        gone = state in map(str, ask.get("not_done", ()))
        return Outcome(became=Became.NOT_DONE if gone else Became.CANNOT_TELL)

    def may_repeat(self, verb: Verb) -> timedelta | None:
        """At once where it is promised, otherwise never."""
        return AT_ONCE if self._shape["deeds"].get(verb, {}).get("repeat") else None

    def get(self, path: str) -> Answer:
        """Ask for something. Raises Trouble."""
        return self._clear(self._call("GET", path))

    def _must_be_done(self, of: Table, said: Any) -> None:
        """Where an answer says in words whether it was done, only those words count."""
        no = of.get("refused")
        if no and text(at(said, no.get("path", ""))) in map(str, no.get("is", ())):
            raise refused(self._why(said))
        yes = of.get("done")
        if yes and text(at(said, yes.get("path", ""))) not in map(str, yes.get("is", ())):
            raise Unsure(say("The shop has not said whether it was done."))

    def _call(
        self, method: str, path: str, *, said: Any = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        return call(
            self._base + path, method=method, headers={**self._let_in(), **(headers or {})}, said=said
        )

    def _let_in(self) -> dict[str, str]:
        token = self._place.get("token")
        if not token.isprintable() or not token.isascii():
            raise NotLetIn(say("The shop does not accept our keys. An administrator must enter new ones."))
        if self._place.get("sign_in") == "basic":
            return {"Authorization": "Basic " + base64.b64encode(token.encode()).decode()}
        if self._place.get("sign_in") == "header":
            return {self._place.get("header") or KEY_HEADER: token}
        return {"Authorization": f"Bearer {token}"}

    def _clear(self, answer: Answer) -> Answer:
        if not answer.ok:
            raise self._refused(answer)
        return answer

    def _refused(self, answer: Answer) -> NotDone:
        return refused(self._why(answer.json()) or str(answer.status))

    def _why(self, said: Any) -> str:
        return text(at(said, self._shape["why"])) if self._shape["why"] else ""


def _is_read(of: Table) -> bool:
    return any(of.get(name) for name in ("reference", "done", "refused"))


def _reference(said: Any, of: Table) -> str:
    return text(at(said, of["reference"]))[:200] if of.get("reference") else ""

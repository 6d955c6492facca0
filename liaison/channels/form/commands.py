"""What others may ask to be done with forms."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from liaison.authority.catalogue import command
from liaison.channels.doors import ChangeDoor, CloseDoor, OnDoor, OpenDoor, Settings
from liaison.channels.form import actions, queries
from liaison.kit.errors import Invalid

CONFIGURE = "form.configure"
LONGEST = 2000  # Characters of a text.


@dataclass(frozen=True, kw_only=True)
class _Settings(Settings):
    """Settings of a form; those not given keep what they have.

    heading, lead, thanks: texts by language. fields: the questions in order, each with `name`, `kind` (text, long,
    email, phone, choice, date, file, consent), `label` and `hint` by language, `required`, `options` of a choice as
    [{"value", "label"}…], `use` (name, subject) and `when` as {"field", "is": [values]}. origins: sites that may show
    it, as `https://shop.example`. acknowledges: whether a mail with the number goes out. programs: whether programs
    may hand in without having opened the page.
    """

    heading: dict[str, str] | None = None
    lead: dict[str, str] | None = None
    thanks: dict[str, str] | None = None
    fields: list[dict[str, Any]] | None = None
    origins: list[str] | None = None
    acknowledges: bool | None = None
    programs: bool | None = None

    def given(self) -> dict[str, Any]:
        """What was given. Raises Invalid."""
        given = super().given()
        known = dict(settings.LANGUAGES)
        for name in ("heading", "lead", "thanks"):
            texts = given.get(name, {})
            if set(texts) - set(known):
                raise Invalid(field=name, problem=", ".join(known))
            if any(len(words) > LONGEST for words in texts.values()):
                raise Invalid(
                    field=name, problem=gettext("Up to %(most)s characters, please.") % {"most": LONGEST}
                )
        return given


@dataclass(frozen=True, kw_only=True)
class _OnForm(OnDoor):
    noun = "form"
    finds = queries.find_form
    form: int


@command
@dataclass(frozen=True, kw_only=True)
class OpenForm(OpenDoor, _Settings):
    """Let people hand in a form. title: what we call it. department: id of whoever answers."""

    name = "form.open"
    label = _("Open a form")
    needs = CONFIGURE
    noun, opens, tells = "form", actions.open_form, ("key",)
    title: str


@command
@dataclass(frozen=True, kw_only=True)
class ChangeForm(_OnForm, ChangeDoor, _Settings):
    """Set a form otherwise. form: its id. title: what we call it. department: id of whoever answers."""

    name = "form.change"
    label = _("Change a form")
    needs = CONFIGURE
    changes = actions.change_form
    title: str | None = None


@command
@dataclass(frozen=True, kw_only=True)
class CloseForm(_OnForm, CloseDoor):
    """Take nothing more on a form. form: its id."""

    name = "form.close"
    label = _("Close a form")
    needs = CONFIGURE
    closes = actions.close_form

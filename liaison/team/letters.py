"""The letters this room sends to colleagues, each in the language of whoever reads it."""

from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from liaison.kit.post import send
from liaison.team.actions.passwords import key_of
from liaison.team.models import Member


def link_for(member: Member, *, base: str) -> str:
    """The whole address at which this member may choose a password, once, within three days."""
    who, token = key_of(member)
    return base + reverse("choose-password", args=(who, token))


def invite(member: Member, *, by: Member, base: str) -> None:
    """Invite a colleague to choose a password and come in. Raises CannotSend."""
    with translation.override(member.language):
        subject = _("%(name)s invites you to the service desk") % {"name": by.name}
        text = _(
            "Hello %(name)s,\n\n"
            "%(by)s has made an account for you at the service desk.\n"
            "Choose your password here; the link works once, within three days:\n\n"
            "%(link)s\n\n"
            "You sign in with this address: %(email)s\n"
        ) % {"name": member.name, "by": by.name, "link": link_for(member, base=base), "email": member.email}
    send(to=member.email, subject=subject, text=text)


def new_password(member: Member, *, base: str) -> None:
    """Send the link for a forgotten password. Raises CannotSend."""
    with translation.override(member.language):
        subject = _("A new password for the service desk")
        text = _(
            "Hello %(name)s,\n\n"
            "somebody, probably you, asked for a new password.\n"
            "Choose it here; the link works once, within three days:\n\n"
            "%(link)s\n\n"
            "If it was not you, there is nothing to do: your password stays as it is.\n"
        ) % {"name": member.name, "link": link_for(member, base=base)}
    send(to=member.email, subject=subject, text=text)

"""What people type about a mailbox."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from liaison.channels.email.models import Mailbox
from liaison.channels.email.words import After, Security
from liaison.team.models import Department

KEPT = _("Empty keeps the one that is set.")


class MailboxForm(forms.Form):
    """A mailbox: its address and department, where mail is fetched, where answers leave."""

    address = forms.EmailField(
        label=_("Address"), help_text=_("What customers write to, and what answers come from.")
    )
    department = forms.TypedChoiceField(label=_("Department"), coerce=int)
    from_name = forms.CharField(
        label=_("Sender's name"),
        required=False,
        max_length=120,
        help_text=_("Customers see it beside the address."),
    )
    show_author = forms.BooleanField(label=_("Show who answers, as in “Bo (Northwind)”"), required=False)
    quote_last = forms.BooleanField(
        label=_("Quote the customer's last message below answers"), required=False
    )
    aliases = forms.CharField(
        label=_("More addresses"),
        required=False,
        help_text=_("Mail to these comes here too; separate them by commas."),
    )
    imap_host = forms.CharField(
        label=_("IMAP server"), required=False, max_length=255,
        help_text=_(
            "Where mail is fetched, such as imap.example.com. Empty when your provider forwards mail to our SMTP door."
        ),
    )  # fmt: skip
    imap_port = forms.IntegerField(label=_("IMAP port"), required=False, min_value=1, max_value=65535)
    imap_security = forms.ChoiceField(label=_("IMAP security"), choices=Security.choices, required=False)
    imap_user = forms.CharField(label=_("IMAP user"), required=False, max_length=320)
    imap_password = forms.CharField(
        label=_("IMAP password"), required=False, strip=False, max_length=500,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )  # fmt: skip
    imap_folder = forms.CharField(label=_("Folder"), required=False, max_length=200)
    imap_after = forms.ChoiceField(label=_("After fetching"), choices=After.choices, required=False)
    imap_move_to = forms.CharField(label=_("Move to the folder"), required=False, max_length=200)
    smtp_host = forms.CharField(
        label=_("SMTP server"), required=False, max_length=255,
        help_text=_("Where answers leave, such as smtp.example.com. Empty for the server of this installation."),
    )  # fmt: skip
    smtp_port = forms.IntegerField(label=_("SMTP port"), required=False, min_value=1, max_value=65535)
    smtp_security = forms.ChoiceField(label=_("SMTP security"), choices=Security.choices, required=False)
    smtp_user = forms.CharField(label=_("SMTP user"), required=False, max_length=320)
    smtp_password = forms.CharField(
        label=_("SMTP password"), required=False, strip=False, max_length=500,
        widget=forms.PasswordInput({"autocomplete": "off"}),
    )  # fmt: skip
    private_hosts = forms.CharField(
        label=_("Servers of your own network"), required=False,
        help_text=_("The desk connects to private addresses only when they are named here, as host or host:port."),
    )  # fmt: skip

    BASIC = ("address", "department", "from_name", "show_author", "quote_last", "aliases")
    IN = (
        "imap_host",
        "imap_port",
        "imap_security",
        "imap_user",
        "imap_password",
        "imap_folder",
        "imap_after",
        "imap_move_to",
    )
    OUT = ("smtp_host", "smtp_port", "smtp_security", "smtp_user", "smtp_password", "private_hosts")

    def __init__(
        self, *args: Any, departments: list[Department], mailbox: Mailbox | None, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        self.fields["department"].choices = [(d.pk, d.name) for d in departments]  # type: ignore[attr-defined]
        for name in self.fields:
            if not self.is_bound and name not in ("imap_password", "smtp_password"):
                self.initial[name] = _shown(mailbox, name)
        if mailbox:
            del self.fields[
                "address"
            ]  # What customers wrote to stays what it is; open another for another address.
            for name in ("imap_password", "smtp_password"):
                self.fields[name].help_text = str(KEPT) if getattr(mailbox, name) else ""

    def part(self, names: tuple[str, ...]) -> list[Any]:
        """The fields of one part of the page."""
        return [self[name] for name in names if name in self.fields]

    def wished(self) -> dict[str, Any]:
        """The parameters for the command; what was left empty and has a default is left to it."""
        said = dict(self.cleaned_data)
        for name in ("aliases", "private_hosts"):
            said[name] = [word for word in said[name].replace(",", " ").split() if word]
        keep = ("imap_port", "smtp_port", "imap_password", "smtp_password", "imap_folder",
                "imap_security", "smtp_security", "imap_after")  # fmt: skip
        return {name: value for name, value in said.items() if name not in keep or value not in (None, "")}


def _shown(mailbox: Mailbox | None, name: str) -> Any:
    value = getattr(mailbox or Mailbox(), f"{name}_id" if name == "department" else name, "")
    return ", ".join(value) if isinstance(value, list) else value

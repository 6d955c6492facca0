"""Our mailboxes, how far each was read, and how its servers are."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from liaison.channels.email.words import After, Security
from liaison.kit.secrets import SecretField
from liaison.team.models import Department


class Mailbox(models.Model):
    """An address of ours: what comes to it goes to its department, and answers leave under its name.

    imap_host: empty when its mail only comes to our SMTP door. imap_move_to: the folder for `After.MOVE`.
    smtp_host: empty to send through the installation's own server for outgoing mail.
    private_hosts: servers on private addresses which an administrator allows for this mailbox.
    show_author: customers see who answers: "Bo (Northwind)".
    """

    address = models.CharField(max_length=320, unique=True)
    from_name = models.CharField(max_length=120, blank=True, default="")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    aliases = ArrayField(models.CharField(max_length=320), default=list)
    show_author = models.BooleanField(default=False, db_default=False)
    quote_last = models.BooleanField(default=False, db_default=False)
    imap_host = models.CharField(max_length=255, blank=True, default="", db_default="")
    imap_port = models.IntegerField(default=993, db_default=993)
    imap_security = models.CharField(
        max_length=10, choices=Security, default=Security.TLS, db_default=Security.TLS
    )
    imap_user = models.CharField(max_length=320, blank=True, default="", db_default="")
    imap_password = SecretField(null=True)
    imap_folder = models.CharField(max_length=200, default="INBOX", db_default="INBOX")
    imap_after = models.CharField(max_length=10, choices=After, default=After.SEEN, db_default=After.SEEN)
    imap_move_to = models.CharField(max_length=200, blank=True, default="", db_default="")
    smtp_host = models.CharField(max_length=255, blank=True, default="", db_default="")
    smtp_port = models.IntegerField(default=587, db_default=587)
    smtp_security = models.CharField(
        max_length=10, choices=Security, default=Security.STARTTLS, db_default=Security.STARTTLS
    )
    smtp_user = models.CharField(max_length=320, blank=True, default="", db_default="")
    smtp_password = SecretField(null=True)
    private_hosts = ArrayField(models.CharField(max_length=255), default=list, db_default=[])
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "email_mailbox"

    @property
    def door(self) -> str:
        """How tickets and parcels call this mailbox."""
        return f"email:{self.pk}"

    @property
    def ref(self) -> str:
        """How the journal calls this mailbox."""
        return f"mailbox:{self.pk}"

    @property
    def addresses(self) -> list[str]:
        """Every address whose mail comes here."""
        return [self.address, *self.aliases]


class Folder(models.Model):
    """How far a folder on an IMAP server was read.

    validity: UIDVALIDITY; when the server changes it, its numbers mean other mails.
    kept: every mail up to this UID is kept here. settled: and marked, moved or deleted there.
    left: UIDs between the two which we do not have whole, and so leave as they are.
    """

    mailbox = models.ForeignKey(Mailbox, on_delete=models.CASCADE, related_name="folders")
    name = models.CharField(max_length=200)
    validity = models.BigIntegerField()
    kept = models.BigIntegerField(default=0)
    settled = models.BigIntegerField(default=0)
    left = ArrayField(models.BigIntegerField(), default=list)

    class Meta:
        db_table = "email_folder"
        constraints = (models.UniqueConstraint(fields=["mailbox", "name"], name="email_folder_once"),)

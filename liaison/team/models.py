"""The people who answer, and the parts of the company they answer for."""

from typing import TYPE_CHECKING

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.db.models.functions import Lower

from liaison.authority.words import Being

if TYPE_CHECKING:
    from liaison.team.sessions import SessionStore


class Members(BaseUserManager["Member"]):
    """Finding members the way Django's sign-in asks for them."""

    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(email__iexact=username)


class Told(models.TextChoices):
    """When somebody hears by mail of what waits for their release."""

    AWAY = "away"  # While they have no page of ours open.
    ALWAYS = "always"
    NEVER = "never"


class Member(AbstractBaseUser):
    """Somebody of the team. What they may do lies in authority's grants, by their reference.

    kind: human, or virtual for a program that answers customers; the company's rules tell them apart.
    invited_at: when the last invitation was made, for one who has not chosen a password yet.
    told_by_mail: whether what waits for their release also comes by mail.
    """

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=8, default="human", db_default="human")
    language = models.CharField(max_length=8, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    signature = models.TextField(blank=True, default="")
    is_active = models.BooleanField(default=True)
    deactivated_at = models.DateTimeField(null=True)
    told_by_mail = models.CharField(max_length=6, choices=Told, default=Told.AWAY, db_default=Told.AWAY.value)
    invited_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    objects = Members()

    class Meta:
        db_table = "team_member"
        constraints = (models.UniqueConstraint(Lower("email"), name="team_member_email"),)

    @property
    def ref(self) -> str:
        """How the journal and the grants call this member."""
        return f"member:{self.pk}"

    @property
    def being(self) -> Being:
        """What rules know of this member."""
        return Being(self.kind)

    def __str__(self) -> str:
        return self.name


class Brand(models.Model):
    """One face of the company: its name and language; departments and mailboxes belong to a brand."""

    name = models.CharField(max_length=120, unique=True)
    language = models.CharField(max_length=8, default="en")
    colour = models.CharField(max_length=7, default="#3b5bdb")

    class Meta:
        db_table = "team_brand"

    def __str__(self) -> str:
        return self.name


class Department(models.Model):
    """A part of the company that answers together.

    acknowledges: whether a new mail is answered at once with its number.
    answers_within: the honest time the acknowledgement tells. calls_back: customers may ask to be called.
    """

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="departments")
    name = models.CharField(max_length=120)
    acknowledges = models.BooleanField(default=False)
    answers_within = models.DurationField(null=True)
    signature = models.TextField(blank=True, default="")
    calls_back = models.BooleanField(default=True, db_default=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "team_department"
        constraints = (models.UniqueConstraint(fields=["brand", "name"], name="team_department_name"),)

    def __str__(self) -> str:
        return self.name


class Session(AbstractBaseSession):
    """A browser in which somebody is signed in, so that they can see and end it.

    place: the network address it came from. browser: what the browser says it is.
    """

    member = models.ForeignKey(Member, null=True, on_delete=models.CASCADE, related_name="sessions")
    place = models.CharField(max_length=60, blank=True, default="")
    browser = models.CharField(max_length=300, blank=True, default="")
    begun_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "team_session"

    @classmethod
    def get_session_store_class(cls) -> "type[SessionStore]":
        from liaison.team.sessions import SessionStore

        return SessionStore


class Attempt(models.Model):
    """Somebody tried to sign in or asked for a new password. Counted, and swept after a day.

    what: the door that was tried. subject: whom or whence it concerns, as `address:…` or `place:…`.
    """

    what = models.CharField(max_length=20)
    subject = models.CharField(max_length=340)
    at = models.DateTimeField()

    class Meta:
        db_table = "team_attempt"
        indexes = (
            models.Index(fields=["what", "subject", "at"], name="team_attempt_count"),
            models.Index(fields=["at"], name="team_attempt_age"),
        )

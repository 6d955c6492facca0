"""The people who answer, and the parts of the company they answer for."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower


class Members(BaseUserManager["Member"]):
    """Finding members the way Django's sign-in asks for them."""

    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(email__iexact=username)


class Member(AbstractBaseUser):
    """Somebody of the team. What they may do lies in authority's grants, by their reference."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=8, default="en")
    time_zone = models.CharField(max_length=60, default="UTC")
    signature = models.TextField(blank=True, default="")
    is_active = models.BooleanField(default=True)
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

    def __str__(self) -> str:
        return self.name


class Brand(models.Model):
    """One face of the company: its name and language; departments and mailboxes belong to a brand."""

    name = models.CharField(max_length=120, unique=True)
    language = models.CharField(max_length=8, default="en")
    colour = models.CharField(max_length=7, default="#3b5bdb")

    class Meta:
        db_table = "team_brand"


class Department(models.Model):
    """A part of the company that answers together.

    acknowledges: whether a new mail is answered at once with its number.
    answers_within: the honest time the acknowledgement tells.
    """

    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="departments")
    name = models.CharField(max_length=120)
    acknowledges = models.BooleanField(default=False)
    answers_within = models.DurationField(null=True)
    signature = models.TextField(blank=True, default="")
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "team_department"
        constraints = (models.UniqueConstraint(fields=["brand", "name"], name="team_department_name"),)

    def __str__(self) -> str:
        return self.name

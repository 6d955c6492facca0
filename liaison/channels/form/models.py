"""Forms, and what people agreed to on them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from liaison.customers.models import Customer
from liaison.team.models import Brand, Department
from liaison.tickets.models import Message


class Form(models.Model):
    """What is asked on a page; what is handed in goes to its department.

    key: stands in its address. heading, lead, thanks: texts by language. fields: the questions, as `rules.keep_fields`
    writes them. origins: sites that may show it in a frame or hand in from their pages, none for no other.
    acknowledges: who hands it in gets a mail with the number. programs: may hand in without having opened the page.
    """

    key = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=120)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    heading = models.JSONField(default=dict)
    lead = models.JSONField(default=dict)
    thanks = models.JSONField(default=dict)
    fields = models.JSONField(default=list)
    origins = ArrayField(models.CharField(max_length=200), default=list)
    acknowledges = models.BooleanField(default=True)
    programs = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "form_form"

    @property
    def door(self) -> str:
        """How parcels call this form."""
        return f"form:{self.pk}"

    @property
    def ref(self) -> str:
        """How the journal calls this form."""
        return f"form:{self.pk}"


class Consent(models.Model):
    """Somebody agreed to these words, on this occasion."""

    form = models.ForeignKey(Form, on_delete=models.PROTECT, related_name="+")
    customer = models.ForeignKey(Customer, on_delete=models.PROTECT, related_name="+")
    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=1000)
    at = models.DateTimeField()

    class Meta:
        db_table = "form_consent"
        constraints = (models.UniqueConstraint(fields=["message", "words"], name="form_consent_once"),)

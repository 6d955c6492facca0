"""The sites with our line on them, who speaks there, and the chats."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from liaison.channels.chat import rules
from liaison.channels.chat.words import RUNNING, Part, Standing
from liaison.customers.models import Customer
from liaison.kit.clock import now
from liaison.kit.secrets import SecretField
from liaison.team.models import Brand, Department, Member
from liaison.tickets.models import Promise, Ticket
from liaison.tickets.words import Wish


class Site(models.Model):
    """A web site with our line on it. What is said there goes to its department.

    key: stands in the line, known to everybody. origins: pages that may carry it, none for all.
    colour: of the button, as #rrggbb; empty for the house's own. greeting: our own first words, by language.
    asks: what is asked before a chat, of `name`, `address`, `consent`. consent: the words of the consent, by language.
    hours: weekday (0 Monday) to [[from, to]…] as "HH:MM" in zone; empty for always. patience: seconds until a
    visitor whom nobody took is told so. previews: the team reads what visitors have not sent yet, and they are told so.
    watched: the team sees who has the site open.
    secret: signs the identity of the site's own customers.
    invites: when a visitor is spoken to first, as [{"after": seconds, "page": part of the address, "returning": only
    who has chatted before, "words": by language}]. questions: our own, asked before a chat, as [{"name", "label": by
    language, "options": to choose from, "required"}]. puzzle: bits of the sum a visitor's computer finds first.
    """

    key = models.CharField(max_length=24, unique=True)
    name = models.CharField(max_length=120)
    brand = models.ForeignKey(Brand, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Department, on_delete=models.PROTECT, related_name="+")
    origins = ArrayField(models.CharField(max_length=200), default=list)
    colour = models.CharField(max_length=7, blank=True, default="")
    greeting = models.JSONField(default=dict)
    asks = ArrayField(models.CharField(max_length=20), default=list)
    consent = models.JSONField(default=dict)
    hours = models.JSONField(default=dict)
    zone = models.CharField(max_length=60, blank=True, default="")
    patience = models.IntegerField(default=60)
    previews = models.BooleanField(default=False, db_default=False)
    watched = models.BooleanField(default=True, db_default=True)
    invites = models.JSONField(default=list)
    questions = models.JSONField(default=list, db_default=[])
    puzzle = models.SmallIntegerField(default=0, db_default=0)
    secret = SecretField(null=True)
    created_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "chat_site"

    @property
    def door(self) -> str:
        """How tickets and parcels call this site."""
        return f"chat:{self.pk}"

    @property
    def ref(self) -> str:
        """How the journal calls this site."""
        return f"site:{self.pk}"


class Visitor(models.Model):
    """Somebody who spoke on a site, recognised by a token which only their browser has.

    token: SHA-256 of it. handle: under what name the customer's file knows them. subject: how the site itself calls
    its signed-in customer, proved by signature. address: what they told, proved or not. customer: whose file they
    have. answers: to the questions of the site, by their names. campaign: which advertisement brought them, if they
    agreed to its being kept.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    handle = models.CharField(max_length=24, unique=True)
    subject = models.CharField(max_length=200, blank=True, default="")
    customer = models.ForeignKey(Customer, null=True, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120, blank=True, default="")
    address = models.CharField(max_length=320, blank=True, default="")
    proved = models.BooleanField(default=False)
    language = models.CharField(max_length=8, blank=True, default="")
    page = models.CharField(max_length=500, blank=True, default="")
    referrer = models.CharField(max_length=500, blank=True, default="")
    campaign = models.CharField(max_length=200, blank=True, default="", db_default="")
    answers = models.JSONField(default=dict, db_default={})
    agreed_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()
    blocked_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "chat_visitor"
        indexes = (models.Index(fields=["site", "subject"], name="chat_signed_in", condition=~Q(subject="")),)

    @property
    def called(self) -> str:
        """The name they gave, else one by which colleagues tell them from other visitors."""
        return self.name or rules.nameless(self.handle)

    @property
    def ref(self) -> str:
        """How the journal calls this visitor."""
        return f"visitor:{self.pk}"


class Device(models.Model):
    """Another browser of a visitor whom their site has signed in: the same chat goes on there. token: SHA-256."""

    visitor = models.ForeignKey(Visitor, on_delete=models.CASCADE, related_name="devices")
    token = models.CharField(max_length=64, unique=True)
    added_at = models.DateTimeField()

    class Meta:
        db_table = "chat_device"


class Chat(models.Model):
    """One conversation with a visitor, from the first word to its end.

    ticket: where its words lie, once the first was read. member: who answers. key: made by the visitor's page, so that
    a beginning which is sent twice is one. waits_since: since when nobody serves them, from the beginning or since
    they were passed to a department or left alone. visitor_at: when their page was last there. visitor_seen: the last
    message the visitor has seen. unread_since: when we said the first thing they have not seen. mailed: the last thing
    which went to them by mail, since they had left. transcript_at: when they asked for everything by mail.
    promise: that somebody answers whom nobody answered then. invited_by: whose invitation they
    took up, until they have come to them.
    """

    site = models.ForeignKey(Site, on_delete=models.PROTECT, related_name="+")
    visitor = models.ForeignKey(Visitor, on_delete=models.PROTECT, related_name="chats")
    key = models.CharField(max_length=40)
    standing = models.CharField(max_length=10, choices=Standing, default=Standing.WAITING)
    ticket = models.ForeignKey(Ticket, null=True, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(Member, null=True, on_delete=models.PROTECT, related_name="+")
    begun_at = models.DateTimeField()
    waits_since = models.DateTimeField(default=now)
    visitor_at = models.DateTimeField(default=now)
    taken_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=80, blank=True, default="")
    visitor_seen = models.BigIntegerField(default=0)
    unread_since = models.DateTimeField(null=True)
    mailed = models.BigIntegerField(default=0, db_default=0)
    transcript_at = models.DateTimeField(null=True)
    wish = models.CharField(max_length=10, choices=Wish, blank=True, default="")
    wish_to = models.CharField(max_length=320, blank=True, default="")
    begun_words = models.TextField(blank=True, default="", db_default="")
    promise = models.ForeignKey(Promise, null=True, on_delete=models.PROTECT, related_name="+")
    invited_by = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, related_name="+", db_index=False
    )

    class Meta:
        db_table = "chat_chat"
        constraints = (models.UniqueConstraint(fields=["visitor", "key"], name="chat_once"),)
        indexes = (
            models.Index(fields=["visitor", "-id"], name="chat_of_visitor"),
            models.Index(fields=["ticket", "-id"], name="chat_of_ticket"),
            models.Index(
                fields=["unread_since"], name="chat_unread", condition=Q(unread_since__isnull=False)
            ),
            models.Index(
                fields=["standing", "site", "id"], name="chat_running", condition=Q(standing__in=RUNNING)
            ),
        )

    @property
    def ref(self) -> str:
        """How the journal and open pages call this chat."""
        return f"chat:{self.pk}"


class Guest(models.Model):
    """A colleague who is in a chat beside whoever serves it. part: what they do there. by: who asked them in.

    joined_at: when they came; empty while they are asked. left_at: when they went, or said no.
    """

    chat = models.ForeignKey(Chat, on_delete=models.CASCADE, related_name="guests")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    part = models.CharField(max_length=10, choices=Part)
    by = models.CharField(max_length=80)
    word = models.CharField(max_length=500, blank=True, default="")
    asked_at = models.DateTimeField()
    joined_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "chat_guest"
        constraints = (
            models.UniqueConstraint(
                fields=["chat", "member"], name="chat_guest_once", condition=Q(left_at=None)
            ),
        )
        indexes = (models.Index(fields=["member"], name="chat_guest_of", condition=Q(left_at=None)),)


class Visit(models.Model):
    """Somebody who has a page of a site open now, whether they ever spoke or not; it goes when they go.

    token: SHA-256 of what their page is known by. visitor: who they are, if they have spoken here before. customer,
    name: whom the site says it signed in. page, campaign: only with their consent. process: the desk that holds their
    line. seen_at: when their page was there last; empty before its line stands. left_at: when it was closed.
    invited_by: who asked them to chat, with `words`. declined_at: when they said no.
    """

    site = models.ForeignKey(Site, on_delete=models.CASCADE, related_name="+")
    token = models.CharField(max_length=64, unique=True)
    visitor = models.ForeignKey(Visitor, null=True, on_delete=models.CASCADE, related_name="+")
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    name = models.CharField(max_length=120, blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    page = models.CharField(max_length=500, blank=True, default="")
    campaign = models.CharField(max_length=200, blank=True, default="")
    since = models.DateTimeField()
    process = models.CharField(max_length=16, blank=True, default="")
    seen_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    invited_by = models.ForeignKey(
        Member, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    invited_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=500, blank=True, default="")
    declined_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "chat_visit"

    @property
    def ref(self) -> str:
        """How their page calls this visit."""
        return f"visit:{self.pk}"

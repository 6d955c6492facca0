"""What was said and how the matter stands."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from liaison.customers.models import Account, Customer
from liaison.files.models import Blob
from liaison.team.models import Department, Member
from liaison.tickets.elsewhere import CalledElsewhere
from liaison.tickets.words import UNSETTLED, Direction, Priority, Shelf, State, Status, Wish


class NextNumber(models.Func):
    """The next ticket number, from its sequence; gaps are possible, repeats are not."""

    template = "nextval('tickets_number')"
    output_field = models.BigIntegerField()


class Kind(models.Model):
    """What sort of matter it is: question, request, complaint and the company's own ones.

    key: set for those that come with the house. keep_for: how long its tickets are retained after closing.
    """

    key = models.CharField(max_length=40, unique=True, null=True)
    name = models.CharField(max_length=80, unique=True)
    keep_for = models.DurationField(null=True)

    class Meta:
        db_table = "tickets_kind"


class Ticket(models.Model):
    """The matter. The row carries whatever the list shows, so that the list is one query on one partial index.

    waiting_since: the oldest customer message no human has answered. moved_at: the last message either way.
    wakes_at: until when we wait for the customer or for others. due_at: the earliest open promise.
    last_message: id of the newest message that is not a note. door: where the customer last came in.
    unread: the customer's last words were not looked at by whoever has the ticket. unreadable: see the raw parcel.
    wish: how the customer wants to be answered, at `wish_to`; empty if they did not say.
    """

    number = models.BigIntegerField(unique=True, db_default=NextNumber())
    department = models.ForeignKey(Department, on_delete=models.PROTECT, db_index=False, related_name="+")
    customer = models.ForeignKey(
        Customer, null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    account = models.ForeignKey(
        Account, null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    kind = models.ForeignKey(Kind, null=True, on_delete=models.PROTECT, db_index=False, related_name="+")
    assignee = models.ForeignKey(
        Member, null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    status = models.CharField(max_length=20, choices=Status, default=Status.OPEN)
    shelf = models.CharField(max_length=10, choices=Shelf, default=Shelf.DESK, blank=True)
    priority = models.SmallIntegerField(choices=Priority, default=Priority.NORMAL)
    subject = models.CharField(max_length=500, blank=True, default="")
    tags = ArrayField(models.CharField(max_length=60), default=list)
    channel = models.CharField(max_length=20)
    door = models.CharField(max_length=40, blank=True, default="")
    created_at = models.DateTimeField()
    moved_at = models.DateTimeField()
    last_message = models.BigIntegerField(null=True)
    last_direction = models.CharField(max_length=4, choices=Direction, blank=True, default="")
    preview = models.CharField(max_length=200, blank=True, default="")
    messages_count = models.IntegerField(default=0)
    has_files = models.BooleanField(default=False)
    unread = models.BooleanField(default=False)
    waiting_since = models.DateTimeField(null=True)
    wakes_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    resolved_at = models.DateTimeField(null=True)
    resolution = models.CharField(max_length=40, blank=True, default="")
    closed_at = models.DateTimeField(null=True)
    merged_into = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    split_from = models.ForeignKey(
        "self", null=True, on_delete=models.PROTECT, db_index=False, related_name="+"
    )
    held = models.BooleanField(default=False)
    retain_until = models.DateTimeField(null=True)
    unreadable = models.BooleanField(default=False, db_default=False)
    wish = models.CharField(max_length=10, choices=Wish, blank=True, default="", db_default="")
    wish_to = models.CharField(max_length=320, blank=True, default="", db_default="")

    class Meta:
        db_table = "tickets_ticket"
        indexes = (
            models.Index(
                fields=["status", "-moved_at", "-id"], name="tickets_by_status", condition=Q(shelf="")
            ),
            models.Index(
                fields=["department", "status", "-moved_at", "-id"],
                name="tickets_by_department",
                condition=Q(shelf=""),
            ),
            models.Index(
                fields=["assignee", "status", "-moved_at", "-id"],
                name="tickets_by_assignee",
                condition=Q(shelf=""),
            ),
            models.Index(fields=["customer", "-id"], name="tickets_by_customer"),
            models.Index(fields=["wakes_at"], name="tickets_waking", condition=Q(wakes_at__isnull=False)),
            models.Index(fields=["due_at"], name="tickets_due", condition=Q(due_at__isnull=False)),
            models.Index(
                fields=["department", "waiting_since", "id"],
                name="tickets_waiting",
                condition=Q(shelf="", status=Status.OPEN, waiting_since__isnull=False),
            ),
            models.Index(
                fields=["department", "-id"],
                name="tickets_unreadable",
                condition=Q(unreadable=True, shelf=""),
            ),
            models.Index(
                fields=["shelf", "-moved_at", "-id"], name="tickets_shelved", condition=~Q(shelf="")
            ),
            models.Index(
                fields=["department", "shelf", "-moved_at", "-id"],
                name="tickets_shelved_by_department",
                condition=~Q(shelf=""),
            ),
            # Holds all that the counts ask for, so that they are counted without opening a row.
            models.Index(
                fields=["department", "status", "assignee"],
                include=["due_at"],
                name="tickets_counted",
                condition=Q(shelf="", status__in=UNSETTLED),
            ),
            GinIndex(fields=["tags"], name="tickets_tagged", condition=~Q(tags=[])),
        )

    @property
    def ref(self) -> str:
        """How the journal calls this ticket."""
        return f"ticket:{self.pk}"

    @property
    def facts(self) -> dict[str, Any]:
        """What every event about it says: its id and its customer's."""
        return {"ticket_id": self.pk, "customer_id": self.customer_id}


class Contact(models.Model):
    """One occasion on a channel: a mail, a call, a visit, a chat. Its messages tell which tickets it touched.

    by: who served; of one that came in, whoever did so last. in_passing: it touched none; nothing else says so
    without asking all messages. key: how its channel calls an occasion of many messages, such as a chat.
    """

    channel = models.CharField(max_length=20)
    direction = models.CharField(max_length=4, choices=Direction)
    customer = models.ForeignKey(Customer, null=True, on_delete=models.PROTECT, related_name="+")
    by = models.CharField(max_length=80, blank=True, default="")
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="")
    outcome = models.CharField(max_length=200, blank=True, default="")
    consent = models.BooleanField(null=True)
    in_passing = models.BooleanField(default=False, db_default=False)
    key = models.CharField(max_length=80, null=True, unique=True)

    class Meta:
        db_table = "tickets_contact"


class Message(models.Model):
    """What was said on a ticket: by the customer, to the customer, or among us.

    text: all the words, plain. reply: the new words only, without quotation and signature; what is shown first.
    html: the sanitised HTML, empty where there was none. external_id: the id of the outside, without brackets.
    placed: why an arrival lies on this ticket; suggested: another ticket on which it may belong.
    author: reference of who said it. aside: said to or by a third party, beside the customer's thread.
    reply_to: where an answer should go instead of from_address. waited_since: since when the customer had waited
    for this answer. edited_at, deleted_at: when the customer changed it or took it back; `Wording` has what it said.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="messages", db_index=False)
    contact = models.ForeignKey(
        Contact, null=True, on_delete=models.PROTECT, related_name="messages", db_index=False
    )
    direction = models.CharField(max_length=4, choices=Direction)
    state = models.CharField(max_length=10, choices=State)
    author = models.CharField(max_length=80)
    channel = models.CharField(max_length=20)
    at = models.DateTimeField()
    subject = models.CharField(max_length=500, blank=True, default="")
    text = models.TextField(blank=True, default="")
    reply = models.TextField(blank=True, default="")
    html = models.TextField(blank=True, default="")
    language = models.CharField(max_length=8, blank=True, default="")
    from_name = models.CharField(max_length=200, blank=True, default="")
    from_address = models.CharField(max_length=320, blank=True, default="")
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    bcc = models.JSONField(default=list)
    external_id = models.CharField(max_length=500, blank=True, default="")
    answers = models.JSONField(default=list)
    fingerprint = models.CharField(max_length=64, null=True, unique=True)
    auto_kind = models.CharField(max_length=20, blank=True, default="")
    placed = models.CharField(max_length=20, blank=True, default="")
    parcel = models.BigIntegerField(null=True)
    why_failed = models.TextField(blank=True, default="")
    redacted_at = models.DateTimeField(null=True)
    aside = models.BooleanField(default=False, db_default=False)
    reply_to = models.JSONField(null=True)
    suggested = models.BigIntegerField(null=True)
    waited_since = models.DateTimeField(null=True)
    search = SearchVectorField(null=True)
    edited_at = models.DateTimeField(null=True)
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "tickets_message"
        indexes = (
            models.Index(fields=["ticket", "-id"], name="tickets_message_of"),
            models.Index(
                fields=["external_id"], name="tickets_message_external", condition=~Q(external_id="")
            ),
            GinIndex("search", name="tickets_message_search", fastupdate=False),
        )


class Wording(models.Model):
    """What a message of a customer said before they changed it."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="wordings")
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        db_table = "tickets_wording"


class Thread(models.Model):
    """A lasting conversation at a door, and the ticket on which it lies. heard_at: when the customer last spoke."""

    key = models.CharField(max_length=160, unique=True)
    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="+")
    heard_at = models.DateTimeField()

    class Meta:
        db_table = "tickets_thread"


class EarlyReport(models.Model):
    """A report of a message whose id we do not know yet: the outside was quicker than its own answer to us."""

    external_id = models.CharField(max_length=500, db_index=True)
    news = models.CharField(max_length=12)
    why = models.TextField(blank=True, default="")
    at = models.DateTimeField()

    class Meta:
        db_table = "tickets_earlyreport"


class Delivery(models.Model):
    """The same message came in by this door; one mail to two of our mailboxes is one message with two of these."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="deliveries")
    door = models.CharField(max_length=40)
    parcel = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "tickets_delivery"


class Draft(models.Model):
    """What somebody has begun to write; one of each kind per ticket and member.

    kind: `reply`, `note` or `forward`. seen: the last message the writer had seen. approval: the request from which
    this text came back.
    """

    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="drafts")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    text = models.TextField(blank=True, default="")
    to = models.JSONField(default=list)
    cc = models.JSONField(default=list)
    bcc = models.JSONField(default=list)
    seen = models.BigIntegerField(default=0)
    approval = models.BigIntegerField(null=True)
    updated_at = models.DateTimeField()

    class Meta:
        db_table = "tickets_draft"
        constraints = (
            models.UniqueConstraint(fields=["ticket", "member", "kind"], name="tickets_draft_once"),
        )


class Attachment(models.Model):
    """A file of a message, or of a draft that is not sent yet."""

    message = models.ForeignKey(Message, null=True, on_delete=models.PROTECT, related_name="attachments")
    draft = models.ForeignKey(Draft, null=True, on_delete=models.CASCADE, related_name="attachments")
    blob = models.ForeignKey(Blob, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    type = models.CharField(max_length=120)
    size = models.BigIntegerField()
    content_id = models.CharField(max_length=255, blank=True, default="")
    inline = models.BooleanField(default=False)

    class Meta:
        db_table = "tickets_attachment"


class Promise(models.Model):
    """What we owe, to whom, by when; it brings its ticket back by itself."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="promises")
    what = models.CharField(max_length=200)
    by = models.CharField(max_length=80)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    kept_at = models.DateTimeField(null=True)
    broken_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "tickets_promise"
        indexes = (
            models.Index(
                fields=["due_at"], name="tickets_promise_due", condition=Q(kept_at=None, withdrawn_at=None)
            ),
        )


class Dispatch(models.Model):
    """A message on its way out: written with the message, claimed by conditional update, then handed over.

    due_at: when it may leave (after the undo window, or the next try). claimed_at: a channel is handing it over.
    """

    message = models.OneToOneField(Message, on_delete=models.PROTECT, related_name="dispatch")
    channel = models.CharField(max_length=20)
    door = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    attempts = models.SmallIntegerField(default=0)
    claimed_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True, default="")

    class Meta:
        db_table = "tickets_dispatch"
        indexes = (
            models.Index(
                fields=["channel", "due_at"], name="tickets_dispatch_due", condition=Q(done_at=None)
            ),
        )


class Called(CalledElsewhere):
    """How another system calls a ticket."""

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="external_ids")


class MessageCalled(CalledElsewhere):
    """How another system calls a message."""

    message = models.ForeignKey(Message, on_delete=models.PROTECT, related_name="+")


class Tag(models.Model):
    """A word by which tickets are gathered."""

    name = models.CharField(max_length=60, unique=True)

    class Meta:
        db_table = "tickets_tag"


class Seen(models.Model):
    """Up to which message a member has seen a ticket."""

    pk = models.CompositePrimaryKey("ticket", "member")
    ticket = models.ForeignKey(Ticket, on_delete=models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, on_delete=models.CASCADE, related_name="+", db_index=False)
    message = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "tickets_seen"

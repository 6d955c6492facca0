"""The words of the chat window, as its page gets them."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

BUTTON = gettext_noop("Chat with us")
NO = gettext_noop("No, thank you")


def words() -> dict[str, str]:
    """Every word the chat window shows, in the language that is active; `{}` stands for a name or a number."""
    return (
        _standing()
        | _composing()
        | {
            "open": _(BUTTON),
            "close": _("Close the chat"),
            "news": _("{} new"),
            "name": _("Your name"),
            "address": _("Your e-mail address"),
            "why_address": _("So that we can answer if the connection is lost."),
            "begin": _("Begin the chat"),
            "by_mail": _("Answer me by e-mail"),
            "by_call": _("Call me back"),
            "number": _("Your telephone number"),
            "leave": _("Leave it with us"),
            "left": _("Thank you. We answer to {}."),
            "end": _("End the chat"),
            "again": _("Begin a new chat"),
            "transcript": _("Send me the conversation by e-mail"),
            "transcript_send": _("Send it"),
            "transcript_sent": _("It is on its way."),
            "you": _("You"),
            "automatic": _("Automatic"),
        }
    )


def _standing() -> dict[str, str]:
    return {
        "waiting": _("Somebody will be with you shortly."),
        "place": _("You are number {} in the queue."),
        "minutes": _("It will take about {} min."),
        "with": _("You are talking with {}."),
        "typing": _("{} is writing"),
        "closed": _("Nobody is here now. Write to us all the same: we answer as soon as we are back."),
        "opens": _("Open again: {}."),
        "missed": _("Everybody is still busy. You can go on waiting, or tell us where to answer."),
        "ended": _("The chat has ended."),
        "lost": _("The connection was lost. What you write is kept and sent as soon as it is back."),
    }


def _composing() -> dict[str, str]:
    return {
        "write": _("Write a message"),
        "previewed": _("We can read what you write before you send it."),
        "send": _("Send"),
        "sending": _("Sending"),
        "sent": _("Sent"),
        "seen": _("Seen"),
        "failed": _("Not sent yet; it is tried again by itself."),
        "attach": _("Attach files"),
        "remove": _("Remove {}"),
        "too_large": _("{} is too large: a file can have {} MB."),
        "too_many": _("A message can have {} files."),
        "not_attached": _("{} could not be attached. Try again."),
        "save": _("Save the file"),
        "emoji": _("Emoji"),
    }

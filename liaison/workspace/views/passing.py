"""Passing a chat on: one list of colleagues and departments, two commands behind it."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from liaison.authority.actions import perform
from liaison.authority.words import Command, Outcome, Refused
from liaison.channels.chat.commands import HandOver, PassOn
from liaison.kit.errors import NotFound, Refusal
from liaison.kit.ids import id_in
from liaison.workspace.views.doing import answer_with
from liaison.workspace.words import member_of


@require_POST
def pass_on(request: HttpRequest, chat: int) -> HttpResponse:
    """Pass a chat on. whom: the id of a colleague, or `department:3`."""
    whom, word = request.POST.get("whom", ""), request.POST.get("word", "")
    department = id_in(whom.removeprefix("department:")) if whom.startswith("department:") else None
    member = id_in(whom)
    if department is None and member is None:
        raise NotFound
    command: Command = (
        HandOver(chat=chat, department=department, word=word)
        if department is not None
        else PassOn(chat=chat, to=member or 0, word=word)
    )
    return answer_with(request, _outcome(request, command), said=_("Passed on."))


def _outcome(request: HttpRequest, command: Command) -> Outcome:
    try:
        return perform(command, by=member_of(request))
    except NotFound:
        raise
    except Refusal as no:
        return Refused(reason=no.sentence, name=no.name)

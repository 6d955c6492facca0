"""The catalogue of commands, and asking for any of them by name."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from ninja import Router, Schema

from liaison.api.rest import outcomes, shapes
from liaison.api.rest.bodies import answer, read
from liaison.api.rest.guard import Bearer, caller
from liaison.api.rest.openapi import asks, described, listed, reads
from liaison.authority import catalogue
from liaison.authority.queries import find_approval
from liaison.authority.words import Waiting
from liaison.kit.errors import NotFound

router = Router(tags=["commands"], auth=Bearer(None))
_told: dict[tuple[str, str], dict[str, Any]] = {}


class CommandShape(shapes.Shape):
    """A command: what a button would say, what it does, the permission it needs, and its parameters' schema.

    consequence: whether it reaches a customer and so may wait for a release.
    """

    name: str
    label: str
    what: str
    needs: str
    consequence: bool
    parameters: dict[str, Any]


class ForeseenShape(Schema):
    """What would become of it.

    asked: who would have to release it. reason, rule: why it would wait or be refused. allowed: what would be done, or
    who may. say: a sentence to say to the customer.
    """

    outcome: str
    asked: list[str] = []
    reason: str = ""
    rule: str = ""
    allowed: str = ""
    say: str = ""


class ApprovalShape(shapes.Shape):
    """A command that waits, or waited, for a release. result: what it gave back once it was released."""

    id: int
    command: str
    state: str
    by: str
    about: str
    asked_at: str
    until: str
    answered_by: str
    answered_at: str | None
    answer: str
    result: Any = None


@router.get("/commands", summary="List commands", **listed(CommandShape))
def list_commands(request: HttpRequest) -> HttpResponse:
    """Every command there is, with the JSON schema of its parameters."""
    return answer({"items": [_described(name) for name in sorted(catalogue.COMMANDS)], "next": None})


@router.get("/commands/{name}", summary="Read a command", **reads(CommandShape))
def read_command(request: HttpRequest, name: str) -> HttpResponse:
    """One command with the JSON schema of its parameters."""
    if name not in catalogue.COMMANDS:
        raise NotFound
    return answer(_described(name))


@router.post("/commands/{name}", summary="Ask for a command", **asks(""))
def ask(request: HttpRequest, name: str) -> HttpResponse:
    """Carry out a command as the token's member: 200 done, 202 waiting for a release, 409 refused."""
    return outcomes.told(outcomes.ask(request, name, read(request)))


@router.post("/commands/{name}/preview", summary="Foresee a command", **described(ForeseenShape))
def foresee(request: HttpRequest, name: str) -> HttpResponse:
    """Tell whether it would be done, wait or be refused, without doing it."""
    outcome = outcomes.foresee(request, name, read(request))
    said: dict[str, Any] = {"outcome": type(outcome).__name__.lower()}
    if isinstance(outcome, Waiting):
        said["asked"] = list(outcome.asked)
    return answer(said | outcomes.words(outcome))


@router.get("/approvals/{int:approval}", summary="Read an approval", **reads(ApprovalShape))
def read_approval(request: HttpRequest, approval: int) -> HttpResponse:
    """What became of a command that was answered with 202; for whoever asked and whoever may release it."""
    row = find_approval(approval, for_=caller(request).member)
    return answer(
        {
            "id": row.pk,
            "command": row.command,
            "state": row.state,
            "by": row.by,
            "about": row.about,
            "asked_at": shapes.when(row.asked_at),
            "until": shapes.when(row.until),
            "answered_by": row.answered_by,
            "answered_at": shapes.when(row.answered_at),
            "answer": row.answer,
            "result": row.result,
        }
    )


def _described(name: str) -> dict[str, Any]:
    """One command in the reader's language; made once, for the schemas do not change while we run."""
    key = (name, get_language() or "")
    if key not in _told:
        _told[key] = _describe(name)
    return _told[key]


def _describe(name: str) -> dict[str, Any]:
    cls = catalogue.COMMANDS[name]
    return {
        "name": name,
        "label": str(cls.label),
        "what": " ".join((cls.__doc__ or "").split()),
        "needs": cls.permission(),
        "consequence": cls.consequence,
        "parameters": catalogue.schema(name),
    }

"""How an operation is described in the OpenAPI document: what it takes, and every answer it can give."""

from typing import Any

from ninja import Schema

from liaison.api.rest import shapes

PROBLEMS = frozenset({400, 401, 403, 404, 405, 422, 429, 500})
BODY = frozenset({413, 415})


class Page(Schema):
    """One page of a list. next: the cursor of the following one."""

    items: list[Any]
    next: str | None


def _answers(good: dict[int, Any], *, more: frozenset[int] = frozenset()) -> dict[str, Any]:
    wrong = dict.fromkeys(sorted(PROBLEMS | more), shapes.ProblemShape)
    return {"response": {**good, **wrong}}


def reads(shape: type[Schema]) -> dict[str, Any]:
    """An operation that answers with one object."""
    return _answers({200: shape})


def listed(shape: type[Schema]) -> dict[str, Any]:
    """An operation that answers with a page of objects."""
    paged = type(f"{shape.__name__.removesuffix('Shape')}Page", (Schema,), {
        "__annotations__": {"items": list[shape], "next": str | None},  # type: ignore[valid-type]
        "__module__": __name__,
        "__doc__": "One page. next: the cursor of the following one.",
    })  # fmt: skip
    return _answers({200: paged})


def takes(schema: dict[str, Any], *, kind: str = "application/json") -> dict[str, Any]:
    """A request body."""
    return {"requestBody": {"required": True, "content": {kind: {"schema": schema}}}}


IDEMPOTENCY = {
    "name": "Idempotency-Key",
    "in": "header",
    "required": False,
    "description": "The same key with the same body is carried out once; the first answer is given for 30 days.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 150, "pattern": "^[!-~]+$"},
}


def asks(command: str, *, status: int = 200, without: tuple[str, ...] = ()) -> dict[str, Any]:
    """An operation that asks the gate for a command, whose parameters are the body.

    status: of what is done. without: parameters which the address already says.
    """
    good = {status: shapes.DoneShape, 202: shapes.WaitingShape, 409: shapes.RefusedShape}
    body = takes({"x-command": command, "x-without": list(without)})
    return _answers(good, more=BODY) | {"openapi_extra": body | {"parameters": [IDEMPOTENCY]}}


def described(shape: type[Schema]) -> dict[str, Any]:
    """An operation that takes the parameters of a command and only tells something."""
    body = takes({"x-command": ""})
    return _answers({200: shape}, more=BODY) | {"openapi_extra": body}


def uploads(shape: type[Schema]) -> dict[str, Any]:
    """An operation that takes one file."""
    part = {
        "type": "object",
        "properties": {"file": {"type": "string", "format": "binary"}},
        "required": ["file"],
    }
    return _answers({201: shape}, more=BODY) | {"openapi_extra": takes(part, kind="multipart/form-data")}


def downloads() -> dict[str, Any]:
    """An operation that answers with bytes."""
    content = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}
    found = {"responses": {200: {"description": "The bytes.", "content": content}}}
    return _answers({}) | {"openapi_extra": found}

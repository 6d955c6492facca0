"""The OpenAPI document made whole: a schema for each command, and problem details with their own type."""

import json
from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from liaison.api.rest.problems import TYPE
from liaison.authority import catalogue

SCHEMAS = "#/components/schemas/"
ANY = "/api/v1/commands/{name}"


def complete(document: dict[str, Any]) -> None:
    """Fill in what ninja cannot know."""
    paths = document["paths"]
    for path in list(paths):
        if path.startswith(ANY):
            _spread(paths, path)
    for operation in (op for item in paths.values() for op in item.values()):
        _type_problems(operation)
        _fill_body(operation, document["components"]["schemas"])
    shape = {"$ref": "#/components/schemas/ProblemShape"}
    document["components"]["responses"] = {
        "Problem": {"description": "Problem details (RFC 9457).", "content": {TYPE: {"schema": shape}}}
    }


def _spread(paths: dict[str, Any], path: str) -> None:
    """One address for each command, so that programs see its own parameters."""
    asking = paths[path].pop("post", None)
    for name in sorted(catalogue.COMMANDS) if asking else ():
        operation = deepcopy(asking)
        operation["operationId"] = f"{operation['operationId']}_{name.replace('.', '_')}"
        operation["summary"] = f"{operation['summary']}: {name}"
        operation["description"] = " ".join((catalogue.COMMANDS[name].__doc__ or "").split())
        operation["parameters"] = [p for p in operation.get("parameters", []) if p["name"] != "name"]
        operation["requestBody"]["content"]["application/json"]["schema"]["x-command"] = name
        paths[path.replace("{name}", name)] = {"post": operation}
    if not paths[path]:
        del paths[path]


def _type_problems(operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    for status, answer in answers.items():
        if str(status) == "409":
            answer["content"] = {TYPE: answer["content"].pop("application/json")}
        elif int(status) >= 400:
            answers[status] = {"$ref": "#/components/responses/Problem"}


def _fill_body(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    content = operation.get("requestBody", {}).get("content", {})
    body = content.get("application/json", {}).get("schema", {})
    asked, without = body.pop("x-command", ""), body.pop("x-without", ())
    if asked not in catalogue.COMMANDS:
        return
    schemas.update({name: made for name, made in _schema(asked).items() if name not in schemas})
    whole = schemas[_name(asked)]
    content["application/json"]["schema"] = (
        _less(whole, without) if without else {"$ref": f"{SCHEMAS}{_name(asked)}"}
    )


def _less(whole: dict[str, Any], without: Iterable[str]) -> dict[str, Any]:
    """A schema without what the address already says."""
    made = deepcopy(whole)
    for field in without:
        made["properties"].pop(field, None)
    made["required"] = [field for field in made.get("required", ()) if field not in without]
    return made


def _schema(name: str) -> dict[str, Any]:
    """A command's parameters, and whatever they are made of, under names of the document."""
    words = json.dumps(catalogue.schema(name)).replace("#/$defs/", SCHEMAS)
    made: dict[str, Any] = json.loads(words)
    parts: dict[str, Any] = made.pop("$defs", {})
    return {_name(name): made, **parts}


def _name(command: str) -> str:
    return f"{command.title().replace('.', '').replace('_', '')}Command"

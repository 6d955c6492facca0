"""The OpenAPI document made whole: a schema for each command, and problem details with their own type."""

import json
from copy import deepcopy
from typing import Any

from liaison.api.rest.problems import TYPE
from liaison.authority import catalogue

ANY = "/api/v1/commands/{name}"


def complete(document: dict[str, Any]) -> None:
    """Fill in what ninja cannot know."""
    paths = document["paths"]
    for path in list(paths):
        if path.startswith(ANY):
            _spread(paths, path)
    for operation in (op for item in paths.values() for op in item.values()):
        _type_problems(operation)
        _fill_body(operation)


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
    for status, answer in operation["responses"].items():
        if int(status) >= 400 and "content" in answer:
            answer["content"] = {TYPE: answer["content"].pop("application/json")}


def _fill_body(operation: dict[str, Any]) -> None:
    content = operation.get("requestBody", {}).get("content", {})
    asked = content.get("application/json", {}).get("schema", {}).get("x-command")
    if asked in catalogue.COMMANDS:
        without = content["application/json"]["schema"].pop("x-without", [])
        content["application/json"]["schema"] = _schema(asked, without)


def _schema(name: str, without: list[str]) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads(json.dumps(catalogue.schema(name)))
    for field in without:
        schema.get("properties", {}).pop(field, None)
        schema["required"] = [f for f in schema.get("required", []) if f != field]
    return schema

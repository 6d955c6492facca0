"""Laws about tables: who owns them, who writes them, who may ask them."""

import ast

from django.apps import apps
from django.db.models import ForeignKey, Model

from tests.house import exceptions
from tests.house.source import File, calls, files, imported

FLOORS = (
    ("config",),
    ("workspace", "portal", "widget", "api"),
    ("assistant",),
    ("automation", "outreach", "academy", "insight"),
    ("channels",),
    ("routing",),
    ("complaints",),
    ("orders",),
    ("knowledge",),
    ("tickets",),
    ("customers",),
    ("team",),
    ("authority",),
    ("files",),
    ("journal",),
    ("kit",),
)
WRITING = {"create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"}
ASKING = {"objects", "_default_manager", "_base_manager"}


def _floor(module: str) -> int:
    room = module.split(".")[1]
    return next(at for at, rooms in enumerate(FLOORS) if room in rooms)


def _models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model.__module__.startswith("liaison.")]


def test_foreign_keys_point_down() -> None:
    wrong = [
        f"{model.__module__}.{model.__name__}.{field.name}"
        for model in _models()
        for field in model._meta.get_fields()
        if isinstance(field, ForeignKey)
        and field.related_model.__module__.startswith("liaison.")
        and _floor(field.related_model.__module__) < _floor(model.__module__)
    ]
    assert not wrong, f"a foreign key may only point to the same floor or below: {wrong}"


def test_every_table_is_called_after_its_room() -> None:
    wrong = [
        model._meta.db_table
        for model in _models()
        if not model._meta.db_table.startswith(model.__module__.partition(".models")[0].split(".")[-1] + "_")
    ]
    assert not wrong, f"raw SQL can only be checked if a table's name tells its room: {wrong}"


def test_only_actions_write_rows() -> None:
    wrong = [
        f"{file.name}:{call.lineno}"
        for file in files()
        if file.part != "actions" and not exceptions.excused(file.name, exceptions.WRITES)
        for call in calls(file.tree)
        if _writes(call)
    ]
    assert not wrong, f"rows are written in `actions` alone, so that every change is found there: {wrong}"


def _writes(call: ast.Call) -> bool:
    """Whether this is a write through a manager or a query: `Ticket.objects…update(…)`."""
    if not isinstance(call.func, ast.Attribute) or call.func.attr not in WRITING:
        return False
    return any(isinstance(n, ast.Attribute) and n.attr in ASKING for n in ast.walk(call.func))


def test_no_room_asks_another_rooms_tables() -> None:
    wrong = [
        f"{file.name}:{node.lineno} {ast.unparse(node)}"
        for file in files()
        if not exceptions.excused(file.name, exceptions.TABLES)
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Attribute) and node.attr in ASKING
        if isinstance(node.value, ast.Name) and node.value.id in _foreign(file)
    ]
    assert not wrong, (
        "another room's models are there for types and foreign keys; its rows are asked for by its `queries`, "
        f"which know the permission and the index: {wrong}"
    )


def _foreign(file: File) -> set[str]:
    return {
        name
        for module, name, _ in imported(file.tree)
        if module.startswith("liaison.") and module.endswith(".models")
        if module.removeprefix("liaison.").removesuffix(".models") != file.room
    }


def test_no_table_of_another_room_stands_in_raw_sql() -> None:
    owner = {model._meta.db_table: model.__module__.split(".")[1] for model in _models()}
    wrong = [
        f"{file.name}:{node.lineno} {table}"
        for file in files()
        if not exceptions.excused(file.name, exceptions.TABLES)
        for node in ast.walk(file.tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "_" in node.value
        for table, room in owner.items()
        if room != file.inside[0] and f" {table} " in f" {' '.join(node.value.split())} "
    ]
    assert not wrong, f"a table is known by its own room alone; call its queries: {wrong}"

"""Laws about how rooms speak, and what is left to one place."""

import ast
import re
from collections.abc import Iterator

from tests.house import exceptions
from tests.house.source import File, calls, files, imported

MAY_ACT = {"actions", "commands", "reactions", "tasks", "cli", "parts"}
CLOCKS = re.compile(r"\b(?:timezone\.now|datetime\.(?:now|utcnow|today)|date\.today)\(")
SIGNALS = re.compile(
    r"django\.(?:db\.models|core|contrib\.auth|db\.backends)\.signals|django\.dispatch|@receiver\b"
)
TRANSLATE = {
    "_",
    "gettext",
    "gettext_lazy",
    "gettext_noop",
    "ngettext",
    "pgettext",
    "npgettext",
    "ngettext_lazy",
}


def test_only_the_gate_calls_what_stands_behind_a_command() -> None:
    behind = {name for file in files() if file.part == "commands" for name in _actions_in(file)}
    wrong = [
        f"{file.name}: {'.'.join(name)}"
        for file in files()
        if file.part not in MAY_ACT and file.room != "config"
        if not exceptions.excused(file.name, exceptions.ACTIONS)
        for name in sorted(_actions_in(file) & behind)
    ]
    assert not wrong, f"ask `perform`, which knows the permission and keeps the decision: {wrong}"


def _actions_in(file: File) -> set[tuple[str, str]]:
    """The actions a file calls, as (room, name)."""
    known = dict(_known(file))
    found = set()
    for call in calls(file.tree):
        if isinstance(call.func, ast.Name) and call.func.id in known:
            found.add((known[call.func.id], call.func.id))
        elif isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            room = known.get(call.func.value.id)
            found |= {(room, call.func.attr)} if room else set()
    return found


def _known(file: File) -> Iterator[tuple[str, str]]:
    """Each imported action, or module of actions, with its room."""
    for module, name, _ in imported(file.tree):
        room, actions, _ = module.removeprefix("liaison.").partition(".actions")
        if module.startswith("liaison.") and (actions or name == "actions"):
            yield name, room


def test_there_are_no_signals() -> None:
    wrong = [file.name for file in files() if SIGNALS.search(file.text)]
    assert not wrong, f"a signal infers the verb from the row; record an event, which says it: {wrong}"


def test_there_is_one_clock() -> None:
    wrong = [
        file.name
        for file in files()
        if CLOCKS.search(file.text) and not exceptions.excused(file.name, exceptions.CLOCK)
    ]
    assert not wrong, f"ask `kit.clock.now()`, which a test can hold still: {wrong}"


def test_no_sentence_to_translate_is_pieced_together() -> None:
    wrong = [
        f"{file.name}:{call.lineno}"
        for file in files()
        for call in calls(file.tree)
        if isinstance(call.func, ast.Name) and call.func.id in TRANSLATE
        if call.args and isinstance(call.args[0], ast.JoinedStr | ast.BinOp)
    ]
    assert not wrong, f"give a whole sentence with named places: {wrong}"


def test_rules_know_neither_the_clock_nor_the_database() -> None:
    wrong = [
        f"{file.name}: {module}"
        for file in files()
        if file.part == "rules"
        for module, name, _ in imported(file.tree)
        if module.startswith(("django.db", "liaison.kit.clock", "django.conf"))
    ]
    assert not wrong, f"rules decide from plain values, so that they can be tried without anything: {wrong}"

"""Law: whatever others can ask for is described where they look for it."""

from dataclasses import MISSING

from django.conf import settings
from django.utils import translation

from liaison.authority.catalogue import COMMANDS
from liaison.config import reference
from liaison.journal.registry import EVENTS, RESOLVERS, SIGHTS
from tests.house.source import LIAISON


def test_the_reference_is_that_of_this_code() -> None:
    """Every command, event, setting, refusal and word of the command line stands in docs/reference."""
    wrong = [name for name, text in reference.pages().items() if _kept(name) != text]
    assert not wrong, f"run `liaison reference`: {wrong}"


def _kept(name: str) -> str:
    path = reference.PLACE / name
    return path.read_text() if path.is_file() else ""


def test_every_event_has_its_sentence_in_every_language() -> None:
    wrong = [
        f"{kind} in {language}"
        for language, _ in settings.LANGUAGES
        if language != "en"
        for kind, cls in EVENTS.items()
        if _said(cls.says, language) == _said(cls.says, "en")
    ]
    assert not wrong, f"the timeline would say them in English: {wrong}"


def _said(sentence: object, language: str) -> str:
    with translation.override(language):
        return str(sentence)


def test_every_event_can_be_said_with_its_own_facts() -> None:
    wrong = []
    for kind, cls in EVENTS.items():
        fields = set(cls.__dataclass_fields__)
        known = {"by", *fields, *(name.removesuffix("_id") for name in fields)}
        try:
            _ = str(cls.says) % dict.fromkeys(known, "x")
        except KeyError as missing:
            wrong.append(f"{kind} speaks of {missing}")
    assert not wrong, wrong


def test_whatever_an_event_is_about_can_be_named() -> None:
    nouns = {
        name.removesuffix("_id")
        for cls in EVENTS.values()
        for name in cls.__dataclass_fields__
        if name.endswith("_id") and f"%({name.removesuffix('_id')})s" in str(cls.says)
    }
    from liaison.journal.queries import _NOUNS

    wrong = sorted(noun for noun in nouns if _NOUNS.get(noun, noun) not in RESOLVERS)
    assert not wrong, f"register who knows their names (`journal.registry.names`): {wrong}"


def test_whatever_an_event_is_about_says_who_may_see_it() -> None:
    wrong = sorted({noun for cls in EVENTS.values() for noun in cls.about} - set(SIGHTS))
    assert not wrong, (
        f"register who may see them (`journal.registry.sight`), or nobody hears of them: {wrong}"
    )


def test_every_command_says_what_it_does() -> None:
    wrong = [
        name
        for name, cls in COMMANDS.items()
        if not cls.__doc__ or cls.__doc__.startswith(cls.__name__ + "(") or not str(cls.label)
    ]
    assert not wrong, f"its docstring stands in the reference and in the API's document: {wrong}"


def test_every_command_says_what_must_be_given() -> None:
    wrong = [
        f"{name}: {field}"
        for name, cls in COMMANDS.items()
        for field, given in cls.__dataclass_fields__.items()
        if given.default is MISSING and given.default_factory is MISSING
        if field not in KNOWN_TO_ALL and field not in _docs(cls)
    ]
    assert not wrong, f"say in the docstring what these are, with their unit: {wrong}"


KNOWN_TO_ALL = {
    "ticket", "customer", "department", "text", "message", "subject", "promise", "approval", "to", "title", "email",
    "role", "time_zone",
}  # fmt: skip
"""What every reader of a reference understands by itself."""


def _docs(cls: type) -> str:
    return " ".join(one.__doc__ or "" for one in cls.__mro__)


def test_every_room_says_what_it_is_for() -> None:
    rooms = [path for path in LIAISON.iterdir() if (path / "__init__.py").is_file()]
    silent = [path.name for path in rooms if not (path / "__init__.py").read_text().startswith('"""')]
    assert not silent

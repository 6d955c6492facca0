"""Decisions about forms from plain values: what is asked, and whether an answer will do."""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, Final

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from liaison.channels.form.words import FILES, LARGEST, MB, Answered, Field, Given, Kind
from liaison.kit.texts import words_in

LONGEST: Final = {Kind.TEXT: 300, Kind.LONG: 20_000, Kind.EMAIL: 320, Kind.PHONE: 40, Kind.DATE: 10}
"""Characters of an answer."""
SUBJECT: Final = 120
YES: Final = "on"


class Wrong(Exception):
    """An answer that will not do; the message says what would."""


def fingerprint(form: int, key: str) -> str:
    """One for each time a form was handed in: sent twice by a page it is one message."""
    return hashlib.sha256(f"form:{form}:{key}".encode()).hexdigest()


def asked(fields: Sequence[Field], said: Mapping[str, Any]) -> list[Field]:
    """The questions that are asked of somebody who answers so; what hangs on a question not asked is not asked."""
    found: dict[str, Field] = {}
    for field in fields:
        when = field.when
        if when is None or (when.field in found and plain(said.get(when.field)) in when.values):
            found[field.name] = field
    return list(found.values())


def plain(value: Any) -> str:
    """An answer as text: nothing else can be kept, and half a character or a NUL cannot either."""
    if isinstance(value, bool):
        return YES if value else ""
    if not isinstance(value, str | int | float):
        return ""
    text = str(value).replace("\0", "").replace("\r\n", "\n").replace("\r", "\n")
    return text.encode("utf-8", "ignore").decode().strip()


def understand(
    fields: Sequence[Field], said: Mapping[str, Any], files: Iterable[Given], *, language: str
) -> tuple[list[Answered], dict[str, str]]:
    """What was answered, and what is wrong with it, by the name of the question."""
    answers, problems = [], {}
    handed = list(files)
    for field in asked(fields, said):
        try:
            text = _files(field, handed) if field.kind == Kind.FILE else _answer(field, said, language)
        except Wrong as wrong:
            problems[field.name] = str(wrong)
            continue
        if text:
            label = words_in(field.label, language)
            answers.append(Answered(field.name, field.kind, field.use, label, text))
    return answers, problems


def _answer(field: Field, said: Mapping[str, Any], language: str) -> str:
    text = plain(said.get(field.name))
    if not text:
        if field.required:
            raise Wrong(
                _("Please agree to this first.") if field.kind == Kind.CONSENT else _("This is needed.")
            )
        return ""
    return _CHECKS[field.kind](field, text, language)


def _line(field: Field, text: str, language: str) -> str:
    return _short(field, " ".join(text.split()))


def _short(field: Field, text: str) -> str:
    most = LONGEST[field.kind]
    if len(text) > most:
        raise Wrong(_("Up to %(most)s characters, please.") % {"most": most})
    return text


def _email(field: Field, text: str, language: str) -> str:
    local, _at, domain = _short(field, text).rpartition("@")
    try:
        validate_email(f"{local}@{domain.encode('idna').decode('ascii')}")
    except (ValidationError, UnicodeError):
        raise Wrong(_("Write an e-mail address, such as name@example.com.")) from None
    return text


def _phone(field: Field, text: str, language: str) -> str:
    written = "+" + text[2:] if text.startswith("00") else text
    try:
        number = phonenumbers.parse(_short(field, written), None)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise Wrong(_("Write the number with its country code, such as +372 5123 4567."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def _choice(field: Field, text: str, language: str) -> str:
    for option in field.options:
        if option.value == text:
            return words_in(option.label, language)
    raise Wrong(_("Choose one of these."))


def _date(field: Field, text: str, language: str) -> str:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        raise Wrong(_("Write a date, such as 2026-11-30.")) from None


def _consent(field: Field, text: str, language: str) -> str:
    if text.lower() not in {YES, "true", "1", "yes"}:
        raise Wrong(_("Please agree to this first."))
    return YES


_CHECKS: Final[Mapping[str, Callable[[Field, str, str], str]]] = {
    Kind.TEXT: _line,
    Kind.LONG: lambda field, text, language: _short(field, text),
    Kind.EMAIL: _email,
    Kind.PHONE: _phone,
    Kind.CHOICE: _choice,
    Kind.DATE: _date,
    Kind.CONSENT: _consent,
    Kind.WAY: _choice,
}


def wish_in(
    fields: Sequence[Field], said: Mapping[str, Any], answers: Sequence[Answered]
) -> tuple[dict[str, str] | None, dict[str, str]]:
    """How somebody wants to be answered and at which address or number they gave; and what is missing for that."""
    for field in asked(fields, said):
        chosen = plain(said.get(field.name)) if field.kind == Kind.WAY else ""
        if chosen not in {option.value for option in field.options}:
            continue
        kind = Kind.EMAIL if chosen == "mail" else Kind.PHONE
        to = next((one.text for one in answers if one.kind == kind), "")
        if not to:
            missing = (
                _("Give us your address as well.")
                if kind == Kind.EMAIL
                else _("Give us your number as well.")
            )
            return None, {field.name: missing}
        return {"how": chosen, "to": to}, {}
    return None, {}


def _files(field: Field, handed: Sequence[Given]) -> str:
    ours = [file for file in handed if file.field == field.name]
    if not ours and field.required:
        raise Wrong(_("This is needed."))
    if len(handed) > FILES or any(len(file.content) > LARGEST for file in ours):
        most = {"count": FILES, "megabytes": LARGEST // MB}
        raise Wrong(_("Up to %(count)s files of %(megabytes)s MB each, please.") % most)
    return ", ".join(file_name(file.name) for file in ours)


def file_name(name: str) -> str:
    """A file's name without a path and without what cannot be shown."""
    last = name.replace("\\", "/").rpartition("/")[2]
    return "".join(letter for letter in last if letter.isprintable()).strip()[-200:] or "file"


def told(answers: Sequence[Mapping[str, str]]) -> str:
    """All answers as a message is read: what was written at length first, then the rest line by line."""
    long = [one for one in answers if one["kind"] == Kind.LONG]
    first = [long[0]["text"]] if long else []
    others = [f"{one['label']}:\n{one['text']}" for one in long[1:]]
    lines = [f"{one['label']}: {_shown(one)}" for one in answers if one["kind"] != Kind.LONG]
    return "\n\n".join([*first, *others, *(["\n".join(lines)] if lines else [])])


def _shown(answer: Mapping[str, str]) -> str:
    return "✓" if answer["kind"] == Kind.CONSENT else answer["text"]


def subject_of(answers: Sequence[Mapping[str, str]], *, title: str) -> str:
    """What the list calls it: the subject that was given, else the first words, else the form's own heading."""
    given = [one["text"] for one in answers if one["use"] == "subject"]
    given += [one["text"] for one in answers if one["kind"] == Kind.LONG]
    words = " ".join((given or [title])[0].split())
    return words if len(words) <= SUBJECT else words[: SUBJECT - 1].rstrip() + "…"


def first_of(answers: Sequence[Mapping[str, str]], *, kind: str = "", use: str = "") -> str:
    """The first answer of a kind or for a use; empty when there is none."""
    return next(
        (
            one["text"]
            for one in answers
            if (not kind or one["kind"] == kind) and (not use or one["use"] == use)
        ),
        "",
    )

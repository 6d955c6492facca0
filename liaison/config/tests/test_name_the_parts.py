"""Every part of the desk has a name for people, in every language."""

from django.conf import settings
from django.utils import translation

from liaison.channels.registry import WATCHED
from liaison.config.helping import worker
from liaison.config.serving import doors, wakes, workers
from liaison.kit.health import named

TOLD = ("live", "database", "redis", "scanner", "reading", "sending")
SAME = {"SMTP door"}  # In some languages people call it just so.


def test_every_part_of_the_desk_is_named_for_people() -> None:
    run = {part.name for part in (*workers(), *doors(), wakes(), worker())}
    watched = {f"{doors.part} {side}" for doors in WATCHED for side in doors.notes}

    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            bare = {part for part in {*TOLD, *run, *watched} if named(part) == part}
        assert bare <= SAME, (code, bare)


def test_a_name_is_in_the_language_of_whoever_reads_it() -> None:
    with translation.override("fr"):
        french = named("sender")
    with translation.override("en"):
        assert named("sender") != french

import pytest

from liaison.authority import catalogue
from liaison.authority.actions import perform, preview
from liaison.authority.commands import Release
from liaison.authority.errors import OtherParameters
from liaison.authority.models import Approval, Decision
from liaison.authority.words import Done, Refused, Waiting
from liaison.kit.errors import Invalid, NotFound
from liaison.tickets.models import Message
from tests.cast import Cast, ticket


def _note(cast: Cast, text: str = "Seen.") -> catalogue.Command:
    return catalogue.make("tickets.note", {"ticket": ticket(cast).pk, "text": text})


def test_what_the_role_allows_is_done_and_the_decision_kept(cast: Cast) -> None:
    outcome = perform(_note(cast), by=cast.bo)

    assert isinstance(outcome, Done)
    kept = Decision.objects.get(command="tickets.note")
    assert (kept.by, kept.outcome, kept.department) == (cast.bo.ref, "done", cast.service.pk)


def test_to_a_stranger_the_subject_does_not_exist(cast: Cast) -> None:
    command = _note(cast)

    with pytest.raises(NotFound):
        perform(command, by=cast.cleo)

    assert not Message.objects.filter(direction="note").exists()


def test_the_same_key_gives_the_same_answer_and_acts_once(cast: Cast) -> None:
    command = _note(cast)

    first = perform(command, by=cast.bo, key="k")
    again = perform(command, by=cast.bo, key="k")

    assert first.result == again.result  # type: ignore[union-attr]
    assert Message.objects.filter(direction="note").count() == 1


def test_a_key_belongs_to_whoever_used_it(cast: Cast) -> None:
    command = _note(cast)

    perform(command, by=cast.bo, key="k")
    perform(command, by=cast.ana, key="k")

    assert Message.objects.filter(direction="note").count() == 2


def test_a_key_with_other_parameters_is_refused(cast: Cast) -> None:
    perform(_note(cast), by=cast.bo, key="k")

    with pytest.raises(OtherParameters):
        perform(_note(cast, "Something else."), by=cast.bo, key="k")

    assert Message.objects.filter(direction="note").count() == 1


def test_a_button_knows_beforehand_without_doing_anything(cast: Cast) -> None:
    command = catalogue.make("tickets.reply", {"ticket": ticket(cast).pk, "text": "Soon."})

    known = [preview(command, by=who) for who in (cast.bo, cast.tess)]

    assert [type(outcome) for outcome in known] == [Done, Waiting]
    assert not Message.objects.filter(direction="out").exists()
    assert not Decision.objects.exists()


def test_a_release_by_whoever_asked_is_refused(cast: Cast) -> None:
    command = catalogue.make("tickets.reply", {"ticket": ticket(cast).pk, "text": "Soon."})
    waiting = perform(command, by=cast.tess)
    assert isinstance(waiting, Waiting)

    outcome = perform(Release(approval=waiting.approval), by=cast.tess)

    assert isinstance(outcome, Refused)
    assert Approval.objects.get().state == Approval.State.WAITING
    assert not Message.objects.filter(direction="out").exists()


def test_what_was_released_is_carried_out_once(cast: Cast) -> None:
    command = catalogue.make("tickets.reply", {"ticket": ticket(cast).pk, "text": "Soon."})
    waiting = perform(command, by=cast.tess)
    assert isinstance(waiting, Waiting)

    first = perform(Release(approval=waiting.approval), by=cast.ana)
    second = perform(Release(approval=waiting.approval), by=cast.ana)

    assert isinstance(first, Done)
    assert isinstance(second, Refused)
    assert [m.author for m in Message.objects.filter(direction="out")] == [cast.tess.ref]


@pytest.mark.parametrize(
    ("params", "field"),
    [({}, "ticket"), ({"ticket": 1}, "text"), ({"ticket": 1, "text": "x", "colour": "red"}, "colour")],
)
def test_a_wrong_parameter_is_named(cast: Cast, params: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as no:
        catalogue.make("tickets.note", params)

    assert no.value.field == field


def test_a_command_that_is_not_there_does_not_exist() -> None:
    with pytest.raises(NotFound):
        catalogue.make("tickets.explode", {})

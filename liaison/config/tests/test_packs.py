"""The packs of rules that come with the house: each can be loaded, and answers its own examples as it says."""

from dataclasses import replace

import pytest

from liaison.authority import packs
from liaison.authority.actions import load_pack
from liaison.authority.cases import failing
from liaison.authority.models import Rule
from liaison.authority.words import Says
from liaison.config.roles import set_up_roles
from liaison.kit.actor import SYSTEM

NAMES = packs.available()


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_answers_its_examples(name: str) -> None:
    pack = packs.find(name)
    assert [(one.case.name, one.says, one.rule) for one in failing(pack)] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", NAMES)
def test_a_pack_can_be_loaded(name: str) -> None:
    set_up_roles()
    loaded = load_pack(packs.find(name), by=SYSTEM)
    assert len(loaded.made) == Rule.objects.count() > 0


@pytest.mark.parametrize("name", NAMES)
def test_every_rule_of_a_pack_decides_some_example(name: str) -> None:
    pack = packs.find(name)
    assert {one.key for one in pack.rules} - {case.rule for case in pack.cases} == set()


@pytest.mark.parametrize("name", NAMES)
def test_what_is_refused_is_refused_people_and_machines_alike(name: str) -> None:
    pack = packs.find(name)
    common = {one.key for one in pack.rules if not one.kind and one.says is Says.REFUSE}
    refused = [case for case in pack.cases if case.rule in common and case.says is Says.REFUSE]
    assert {case.rule for case in refused} == common
    # Another refusal may come first for a machine; it is refused all the same.
    others = [
        replace(case, kind=kind, roles=(), rule=None) for case in refused for kind in ("human", "virtual")
    ]
    assert failing(replace(pack, cases=tuple(others))) == []


@pytest.mark.parametrize("name", NAMES)
def test_no_sentence_holds_a_formula_or_a_suspicion(name: str) -> None:
    for rule in packs.find(name).rules:
        for text in (*rule.reason.values(), *rule.say.values(), *rule.allowed.values()):
            assert not any(sign in text for sign in ("==", "&&", "||", "{", "_")), text
            assert not any(
                word in text.lower() for word in ("fraud", "suspic", "abuse", "мошен", "подозр", "đáng ngờ")
            ), text

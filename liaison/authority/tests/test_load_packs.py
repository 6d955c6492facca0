from pathlib import Path

import pytest

from liaison.authority import packs
from liaison.authority.actions import change_rule, change_setting, end_rule, load_pack, perform
from liaison.authority.errors import CasesFail, OlderPack
from liaison.authority.models import Decision, Pack, Rule, Setting
from liaison.authority.tests.giving import Give
from liaison.authority.words import Done, Refused
from liaison.kit.errors import Invalid
from tests.cast import Cast

LANGUAGES = ("en", "fr", "ru", "lt", "et", "vi")


def texts(words: str) -> str:
    return "{ " + ", ".join(f'{code} = "{words} ({code})"' for code in LANGUAGES) + " }"


PACK = f"""
name = "shop"
edition = 1
title = {texts("Shop")}
[settings.most]
type = "money"
value = 5000
label = {texts("Most that is given back at once")}
[[rules]]
key = "small"
command = "shop.give"
says = "allow"
when = "refund.amount <= setting.most"
allowed = {texts("Up to 50.")}
[[rules]]
key = "gone"
command = "shop.give"
says = "refuse"
when = 'order.status == "gone"'
reason = {texts("It is gone.")}
say = {texts("It has left us.")}
[facts.pending]
"order.status" = "pending"
[[cases]]
name = "a small one is given"
command = "shop.give"
like = "pending"
facts = {{ "refund.amount" = 5000 }}
says = "allow"
rule = "small"
[[cases]]
name = "a large one is not"
command = "shop.give"
like = "pending"
facts = {{ "refund.amount" = 5001 }}
says = "refuse"
rule = ""
[[cases]]
name = "what is gone is gone"
command = "shop.give"
facts = {{ "order.status" = "gone" }}
says = "refuse"
rule = "gone"
"""


def read(place: Path, text: str = PACK) -> packs.PackFile:
    (place / "pack.toml").write_text(text)
    return packs.read(place)


def test_a_pack_is_loaded_once_and_limits_at_once(cast: Cast, tmp_path: Path) -> None:
    pack = read(tmp_path)

    first = load_pack(pack, by=cast.ada)
    again = load_pack(pack, by=cast.ada)

    assert (first.made, again.made, again.changed) == (["shop.small", "shop.gone"], [], [])
    assert Rule.objects.count() == 2
    assert isinstance(perform(Give(), by=cast.bo), Done)
    refused = perform(Give(amount=51), by=cast.bo)  # type: ignore[arg-type]
    assert isinstance(refused, Refused)
    assert refused.allowed == "Up to 50. (en)"
    assert Decision.objects.latest("id").facts["setting.most"] == 5000


def test_a_newer_edition_makes_new_versions_only_of_what_changed(cast: Cast, tmp_path: Path) -> None:
    load_pack(read(tmp_path), by=cast.ada)
    newer = PACK.replace("edition = 1", "edition = 2").replace("It is gone.", "It has gone.")

    loaded = load_pack(read(tmp_path, newer), by=cast.ada)

    assert (loaded.made, loaded.changed, loaded.ended, loaded.kept) == ([], ["shop.gone"], [], [])
    kept = Rule.objects.filter(key="shop.gone").order_by("version").values_list("version", "current")
    assert list(kept) == [(1, False), (2, True)]
    assert Pack.objects.get().edition == 2
    with pytest.raises(OlderPack):
        load_pack(read(tmp_path), by=cast.ada)


def test_what_the_company_changed_or_ended_itself_stays(cast: Cast, tmp_path: Path) -> None:
    from dataclasses import replace

    load_pack(read(tmp_path), by=cast.ada)
    small, gone = (Rule.objects.get(key=f"shop.{key}") for key in ("small", "gone"))
    change_rule(
        small, replace(small.provision, condition="refund.amount <= 100", valid_from=None), by=cast.ada
    )
    end_rule(gone, by=cast.ada)
    change_setting("most", 7000, by=cast.ada)
    newer = (
        PACK.replace("edition = 1", "edition = 2").replace("It is gone.", "No.").replace("Up to 50.", "50.")
    )

    loaded = load_pack(read(tmp_path, newer), by=cast.ada)

    assert (loaded.changed, sorted(loaded.kept)) == ([], ["shop.gone", "shop.small"])
    assert Rule.objects.get(key="shop.small", current=True).condition == "refund.amount <= 100"
    assert not Rule.objects.filter(key="shop.gone", current=True).exists()
    assert Setting.objects.get().value == 7000


def test_a_rule_that_left_the_pack_ends_and_comes_back_with_it(cast: Cast, tmp_path: Path) -> None:
    load_pack(read(tmp_path), by=cast.ada)
    without = PACK[: PACK.index('[[rules]]\nkey = "gone"')] + PACK[PACK.index("[facts.pending]") :]
    without = without[: without.rindex("[[cases]]")]

    loaded = load_pack(read(tmp_path, without.replace("edition = 1", "edition = 2")), by=cast.ada)
    back = load_pack(read(tmp_path, PACK.replace("edition = 1", "edition = 3")), by=cast.ada)

    assert (loaded.ended, back.changed) == (["shop.gone"], ["shop.gone"])
    assert Rule.objects.get(key="shop.gone", current=True).version == 2


def test_a_pack_whose_own_examples_fail_is_not_loaded(cast: Cast, tmp_path: Path) -> None:
    wrong = PACK.replace("value = 5000", "value = 100")

    with pytest.raises(CasesFail) as no:
        load_pack(read(tmp_path, wrong), by=cast.ada)

    assert no.value.facts == {"case": "a small one is given", "count": 1}
    assert not Rule.objects.exists()


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("edition = 1", "edition = true", "edition"),
        ("edition = 1", "edition = 1\ncolour = 2", "colour"),
        ('says = "allow"\nwhen', 'says = "maybe"\nwhen', "rules.small.says"),
        ('lt = "It is gone. (lt)", ', "", "rules.gone.reason.lt"),
        ("refund.amount <= setting.most", "refund.sum <= setting.most", "rules.small.when"),
        ("refund.amount <= setting.most", "refund.amount <= setting.least", "rules.small.when"),
        ("value = 5000", "value = false", "settings.most.value"),
        ('like = "pending"', 'like = "nothing"', "cases.1 (a small one is given).like"),
        ('"order.status" = "gone"', '"order.colour" = "gone"', "cases (what is gone is gone).facts"),
        (
            'command = "shop.give"\nsays = "refuse"',
            'command = "shop.take"\nsays = "refuse"',
            "rules.gone.command",
        ),
        ('key = "gone"', 'key = "small"', "rules.shop.small"),
    ],
)
def test_what_is_wrong_in_a_pack_is_named(cast: Cast, tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in PACK

    with pytest.raises(Invalid) as no:
        load_pack(read(tmp_path, PACK.replace(old, new)), by=cast.ada)

    assert no.value.field == field
    assert not Rule.objects.exists()

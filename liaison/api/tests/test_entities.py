"""What can be imported is described where people look for it."""

from pathlib import Path

from liaison.api.importing.entities import ENTITIES, ORDER

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "importing.md"


def test_every_entity_and_field_stands_in_the_guide() -> None:
    rows = {line.split("`")[1]: line for line in GUIDE.read_text().splitlines() if line.startswith("| `")}
    for name, entity in ENTITIES.items():
        missing = [field for field in entity.fields if f"`{field}`" not in rows[name]]
        needed = [
            field
            for field, one in entity.fields.items()
            if one.must and not one.counted_in and f"**`{field}`**" not in rows[name]
        ]
        assert (missing, needed) == ([], []), name


def test_whatever_is_referred_to_comes_first() -> None:
    assert sorted(ORDER) == sorted(ENTITIES)
    for name, entity in ENTITIES.items():
        assert all(ORDER[before] < ORDER[name] for before in entity.after), name

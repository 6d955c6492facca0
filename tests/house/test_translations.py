"""Law: every sentence is said in all six languages, in the change that brings it."""

from liaison.kit import catalogues


def test_every_translation_is_complete() -> None:
    flaws = catalogues.told([flaw for room in catalogues.rooms() for flaw in catalogues.check(room)])
    assert not flaws, "run `python -m liaison.kit.catalogues update` and translate:\n" + "\n".join(flaws)


def test_no_two_rooms_translate_one_sentence_differently() -> None:
    flaws = catalogues.told(catalogues.disagreements())
    assert not flaws, (
        "Django shows only one of the two: give the sentence a context (pgettext)\n" + "\n".join(flaws)
    )

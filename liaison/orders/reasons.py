"""The reasons which commands take: by the key that is kept, or in the words that are shown for it."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from liaison.orders.words import REASONS, Asked


def key_of(said: str, about: Asked) -> str:
    """The key of a reason that was told by its key or in its words, in any case; what is not in the list as it is.

    Words count in English and in the language of whoever tells them.
    """
    known = REASONS[about]
    plain = _plain(said)
    if plain in known:
        return plain
    return next((key for key, words in known.items() if plain == _plain(str(words))), said)


def _plain(said: str) -> str:
    return "_".join(said.replace("-", " ").replace("_", " ").casefold().split())


def _read(about: Asked) -> BeforeValidator:
    def read(said: Any) -> Any:
        return key_of(said, about) if isinstance(said, str) else said

    return BeforeValidator(read)


def _listed(about: Asked) -> Any:
    return Field(json_schema_extra={"examples": list(REASONS[about])})


WhyCancel = Annotated[str, _read(Asked.CANCELLATION), _listed(Asked.CANCELLATION)]
WhyBack = Annotated[str, _read(Asked.REFUND), _listed(Asked.REFUND)]
WhyMore = Annotated[str, _read(Asked.GOODWILL), _listed(Asked.GOODWILL)]

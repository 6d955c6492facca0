"""Which charset are these bytes in, when the mail says nothing or says it wrongly?"""

import re

_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = bytes(range(0x80, 0x100))
_PROBE = 20_000
_FEWEST = 3
_ENOUGH_TO_ASK = 12
_CYRILLIC = ("cp1251", "koi8-r", "iso8859-5", "cp866", "mac-cyrillic")
# Relative frequency of letters in Russian text, per mille; close enough for Ukrainian and Bulgarian.
_RUSSIAN = {
    "о": 110,
    "е": 85,
    "а": 80,
    "и": 74,
    "н": 67,
    "т": 63,
    "с": 55,
    "р": 47,
    "в": 45,
    "л": 44,
    "к": 35,
    "м": 32,
    "д": 30,
    "п": 28,
    "у": 26,
    "я": 20,
    "ы": 19,
    "ь": 17,
    "г": 17,
    "з": 16,
    "б": 16,
    "ч": 14,
    "й": 12,
    "х": 10,
    "ж": 9,
    "ш": 7,
    "ю": 6,
    "ц": 5,
    "щ": 4,
    "э": 3,
    "ф": 3,
    "ё": 3,
    "і": 5,
    "ї": 5,
    "є": 5,
}
_OTHERS = [
    "cp1252",
    "cp1250",
    "cp1253",
    "cp1254",
    "cp1255",
    "cp1256",
    "cp1257",
    "cp1258",
    "cp874",
    "cp437",
    "euc_jp",
]
_UNLIKELY = -30
_COMMON_CHINESE = frozenset(
    "的一是不了在人有我他這这個们們中来上大为和国地到以说時时要就出会可也你对生能而子那得于着下自之"
)


def guess(content: bytes, *, declared: str) -> str:
    """Return the codec these non-ASCII bytes are most likely in.

    `declared` is the codec which the mail names, '' when it names none; a Western one is believed unless
    whole words are of high bytes, which no Western language writes.
    """
    probe = content[:_PROBE]
    western = declared if declared not in ("", "utf-8") else "cp1252"
    if not _is_foreign(probe):
        return western
    if declared in ("", "utf-8"):
        for codec in ("gb18030", "cp932", "cp949", "cp950"):
            if _reads_as_east_asian(probe, codec=codec):
                return codec
    best = max(_CYRILLIC, key=lambda codec: _russianness(probe, codec=codec))
    if _russianness(probe, codec=best) >= 25:
        return best
    return _ask_library(probe) if declared in ("", "utf-8") and len(probe) >= _ENOUGH_TO_ASK else western


def _is_foreign(probe: bytes) -> bool:
    in_runs = sum(len(run) for run in _HIGH_RUN.findall(probe))
    high = len(probe) - len(probe.translate(None, _HIGH))
    return in_runs >= _FEWEST and in_runs * 2 > high


def _russianness(probe: bytes, *, codec: str) -> float:
    letters = [
        letter for letter in probe.decode(codec, "replace") if letter > "\x7f" and not letter.isspace()
    ]
    return sum(_worth(letter) for letter in letters) / max(len(letters), 1)


def _worth(letter: str) -> int:
    # Capitals are neutral: koi8-r read as cp1251 swaps them with small letters, so they must not score high.
    return 5 if "А" <= letter <= "Я" else _RUSSIAN.get(letter, _UNLIKELY)


def _reads_as_east_asian(probe: bytes, *, codec: str) -> bool:
    text = probe.decode(codec, "ignore")
    foreign = [letter for letter in text if letter > "\x7f"]
    if codec == "cp932":
        usual = sum("\u3040" <= letter <= "\u30ff" for letter in foreign)
    elif codec == "cp949":
        usual = sum("\uac00" <= letter <= "\ud7a3" for letter in foreign)
    else:
        usual = sum(letter in _COMMON_CHINESE for letter in foreign) * 8
    return bool(foreign) and usual * 2 > len(foreign)


def _ask_library(probe: bytes) -> str:
    # Imported late: its tables cost memory that most mails never need.
    from charset_normalizer import from_bytes

    found = from_bytes(probe[:4_000], cp_isolation=_OTHERS).best()
    return found.encoding if found else "cp1252"

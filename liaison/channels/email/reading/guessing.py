"""Which charset are these bytes in, when the mail says nothing or says it wrongly?"""

import re
from dataclasses import dataclass

_HIGH_RUN = re.compile(rb"[\x80-\xff]{3,}")
_HIGH = bytes(range(0x80, 0x100))
_PROBE = 20_000
_FEWEST = 4
_PLAUSIBLE = 35.0
_UNLIKELY = -30.0
_NEUTRAL = 10.0
_CAPITAL = 0.9
_PUNCTUATION = "№«»—–…“”„‘’•©®°€"
_RARE = frozenset({"iso8859-5", "cp866", "mac-cyrillic"})


@dataclass(frozen=True, slots=True)
class _Script:
    """Letters of a script with the most frequent first, and the codecs it is written in."""

    codecs: tuple[str, ...]
    letters: str

    def score(self, probe: bytes, *, codec: str) -> float:
        """Return how usual the letters are which these bytes would be: 100 at most, negative for noise."""
        foreign = [
            letter for letter in probe.decode(codec, "replace") if letter > "\x7f" and letter != "\xa0"
        ]
        return sum(self._worth(letter) for letter in foreign) / max(len(foreign), 1)

    def _worth(self, letter: str) -> float:
        if letter in _PUNCTUATION:
            return _NEUTRAL
        # Capitals are worth a little less: KOI8-R read as Windows-1251 swaps them with small letters.
        small = letter.lower()
        rank = self.letters.find(small)
        share = 1.0 if letter == small else _CAPITAL
        return 100.0 * share * (1 - rank / len(self.letters)) if rank >= 0 else _UNLIKELY


_SCRIPTS = (
    _Script(
        ("cp1251", "koi8-u", "iso8859-5", "cp866", "mac-cyrillic"),
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфіїєґёъў",
    ),
    _Script(
        ("iso8859-7", "cp1253"),
        "αοιετνσηυρκπμλςίάόέδήωγθύχώφβξζψϊΐϋ",
    ),
    _Script(("cp1255",), "יהולארתבשמםנןכדקפעחסצטגזךףץ"),
    _Script(("cp1256",), "اليمونرتبهعدسفكقحةجشصضطخغءأذزثىؤئظآإ،"),
    _Script(("cp874",), "านร่อกเ้งมัยลีวดทสติะแคบไูปจุ์ใึพโหชขถผฟศณซธฐภญฉื็ษๆ"),
    _Script(
        ("gb18030",),
        "的一是不了在人有我他这们中来上大为和国地到以说时要就出会可也你对生能子那得于着下之好单请问",
    ),
    _Script(
        ("cp950",),
        "的一是不了在人有我他這們中來上大為和國地到以說時要就出會可也你對生能那得於著下之好單請問您",
    ),
    _Script(
        ("cp932", "euc-jp"),
        "のいにるをたはしてとでなかがこすれらもまりきんだせさょ、。ッスンルトリイアクラプコ",
    ),
    _Script(("cp949",), "이다는을가에의지고하은나사어리로서도기자해아있인수시정대요한니문세주습를안녕까제"),
)
_IDEOGRAPHIC = {"gb18030", "cp950", "cp932", "euc-jp", "cp949"}


def guess(content: bytes, *, declared: str) -> str:
    """Return the codec these non-ASCII bytes are most likely in.

    `declared` is the codec which the mail names, '' when it names none; a Western one is believed unless
    whole words are of high bytes, which no Western language writes.
    """
    probe = content[:_PROBE]
    western = declared if declared not in ("", "utf-8") else "cp1252"
    if not _is_foreign(probe):
        return western
    scores = {
        codec: script.score(probe, codec=codec) + _allowance(codec)
        for script in _SCRIPTS
        for codec in script.codecs
        if declared in ("", "utf-8") or codec not in _IDEOGRAPHIC
    }
    best = max(scores, key=lambda codec: scores[codec])
    return best if scores[best] >= _PLAUSIBLE else western


def _allowance(codec: str) -> float:
    """Make up for scripts of thousands of signs, where even the most frequent are rare; doubt rare codecs."""
    if codec in _RARE:
        return -10.0
    return 45.0 if codec in _IDEOGRAPHIC else 0.0


def _is_foreign(probe: bytes) -> bool:
    in_runs = sum(len(run) for run in _HIGH_RUN.findall(probe))
    high = len(probe) - len(probe.translate(None, _HIGH))
    return in_runs >= _FEWEST and in_runs * 2 > high

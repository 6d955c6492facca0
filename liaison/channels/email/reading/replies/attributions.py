"""The line over a quotation: "On 3 May 2026 at 10:15, Bo wrote:" in the languages of the world."""

import re

_MAX_LINES = 4
_MAX_LENGTH = 450
_ADDRESS = r"[\w.+\-=']+@[\w.\-]+\w"
_HAS_ADDRESS = re.compile(_ADDRESS)
# Not the day and month of 12.05.2026.
_HAS_TIME = re.compile(
    r"(?<![\d.])\d{1,2}\s?(?:[:.時时点시]|h|Uhr|giờ)\s?\d{2}(?![\d.]\d)\b|\b\d{1,2}\s?(?:[ap]\.?m\b|Uhr)",
    re.IGNORECASE,
)
_HAS_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[./]\d{1,2}[./]\d{2}\b|年")
_HAS_DIGIT = re.compile(r"\d")

# In spaced scripts as whole words, in unspaced ones anywhere.
_VERBS = re.compile(
    r"\b(?:wrote|writes|said|says|sent|schrieb(?:en)?|schreibt|geschrieben|schreef|geschreven|schrijft|a\s+écrit|écrit"
    r"|écrivait|écrivit|nous\s+a\s+dit|escribió|escribio|escribe|ha\s+scritto|scrive|scrisse|scritto|va\s+escriure"
    r"|ha\s+escrit|escribiu|idatzi\s+du|escreveu|escreve|skrev|skreiv|skriver|skrifaði|kirjoitti|kirjutas|kirjoittaa"
    r"|rašė|parašė|rašo|rakstīja|raksta|napisał(?:\(a\)|a)?|pisze|napsala?|napsal\(a\)|píše|napísala?|napísal\(a\)"
    r"|napisao|napisala|je\s+napisala?|piše|написала?|написал\(а\)|пишет|писал[аи]?|пише|написао(?:/ла)?|написав|написала"
    r"|написа|írta|írt|ezt\s+írta|a\s+scris|scrie|έγραψε|yazdı|yazmış|şunu\s+yazdı|viết|đã\s+viết|menulis|shkroi"
    r"|tulis|scríobh|כתב|כתבה|كتب|كتبت|نوشت|heeft\s+het\s+volgende\s+geschreven|het\s+volgende\s+geschreven)\b"
    r"|写道|寫道|写到|のメール|のメッセージ|書きました|작성|เขียนว่า|เขียน|ने\s+लिखा",
    re.IGNORECASE,
)
_ENDS = re.compile(r"[:：][*_\s]*$|(?:wrote|schrieb|writes)\s*-{2,}\s*$|写道[。\s]*$|寫道[。\s]*$")
_VERBLESS = re.compile(rf"[<(\[]\s*(?:mailto:)?{_ADDRESS}(?:\|[^<>]*)?[>)\]](?:\s*\([^()]*\))?\s*[:：]?$")
_YEAR_FIRST = re.compile(r"^[\s>*]*\d{4}[/\-]\d{1,2}[/\-]\d{1,2}\s")
# Without a colon only a name may lie between date and address: else it is a sentence that gives an address.
_NAME_AFTER_DATE = re.compile(
    r"\d(?:\s?(?:[ap]\.?\s?m\.?|Uhr|uur|h))?[,;]?"
    r"(?:\s+(?:\([A-Z]+\)|[-–—]|from|by|von|van|de|der|den|di|da|от|[^\Wa-zа-я_\d][\w.'’\-]*,?)){0,8}"
    r"[\s\"']*[<(\[][^<>()\[\]\s]+[>)\]](?:\s*\([^()]*\))?$"
)
_QUOTING = re.compile(
    rf"^(?:Quoting|Zitat\s+von|Selon|Citando(?:\s+a)?|Citerar|Citat\s+fra|Citaat\s+van|Цитирование|Lainaus|Missatge\s+de"
    rf"|Mensaje\s+citado\s+por|Message\s+de|\*)\s+.{{0,120}}?(?:{_ADDRESS}|\[\d{{4}}-).{{0,120}}:\s*$",
    re.IGNORECASE,
)
_GROUPWISE = re.compile(r"^>>>\s.{2,120}\d{1,2}[:.]\d{2}.{0,20}>>>\s*:?\s*$")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_LAST = frozenset(":：*_->。)]道")
_FROM = re.compile(rf"^\D*\d.*\b(?:from|by|von|от|de)\s+{_ADDRESS}\s*:$", re.IGNORECASE)
_START = re.compile(r"^[\s>*\-–—]*[\w\"'<(\[“«「]", re.UNICODE)
# "On Wed, Apr 4" or "04.05.2026": so begin attributions, and not the rest of one that a mailer has broken.
_BEGINS = re.compile(
    r"^[\s>*\-–—]*(?:(?:[^\W\d_]+[.,]*\s+){1,3}\d|\d{1,4}[./\-]\d{1,2}[./\-]\d{1,4}|\d{4}年|在\s*\d)"
)
# "Von: Bo", but not the "10:15" or the "wrote:" with which a broken attribution goes on.
_FIELD = re.compile(r"^[*\s]*[^\W\d][\w\-]{0,19}\*?\s?[:：]\**\s*\S")
_WITHIN = re.compile(
    r"(?:[ \t]|-{2,}[ \t]*)(?=[OALEIDPW])"
    r"(?=(?:On|Am|Le|El|Il|Op|Den|På|Em|W\s+dniu|Dnia|Dne)[ \t]+(?:[^\W\d_]+[.,]*[ \t]+){0,2}\d)"
)


def attribution_end(lines: list[str], start: int) -> int:
    """Return the index after the attribution which begins at line `start`, or `start` if none does.

    Mailers break long attributions over several lines; up to four are tried. A line of the customer's own
    directly over one does not belong to it.
    """
    joined = ""
    for i in range(start, min(start + _MAX_LINES, len(lines))):
        line = _INVISIBLE.sub("", lines[i]).strip()
        if not line or (line.startswith(">") and i > start and not _is_open(joined)):
            break
        if i > start and _FIELD.match(line):
            break
        joined = f"{joined} {line}" if joined else line
        if len(joined) > _MAX_LENGTH:
            break
        if joined[-1] in _LAST and _is_attribution(joined):
            return start if _begins_later(lines, start, i + 1) else i + 1
    return start


def may_begin_within(text: str) -> bool:
    """Tell whether some line of `text` may hold an attribution behind other words."""
    return bool(_WITHIN.search(text))


def parted(lines: list[str], i: int) -> tuple[str, str] | None:
    """Part line `i` into the customer's words and an attribution that begins behind them, None if none does."""
    line = lines[i]
    if line.startswith(">") or len(line) > _MAX_LENGTH:
        return None
    for found in _WITHIN.finditer(line):
        own, rest = line[: found.start()], line[found.end() :]
        if own.strip() and (end := attribution_end([rest, *lines[i + 1 : i + _MAX_LINES]], 0)):
            return (own, rest) if is_certain(" ".join([rest, *lines[i + 1 : i + end]])) else None
    return None


def _is_open(joined: str) -> bool:
    """Tell whether the address in this is not closed yet: its bracket may stand first on the next line."""
    return joined.rfind("<") > joined.rfind(">")


def _begins_later(lines: list[str], start: int, end: int) -> bool:
    """Tell whether the attribution up to line `end` begins only after line `start`.

    The lines before one that stands by itself are the customer's, unless they hold its date.
    """
    for later in range(start + 1, end):
        rest = _joined(lines, later, end)
        if _is_attribution(rest) and not _holds_date_of(rest, head=_joined(lines, start, later)):
            return True
    return False


def _holds_date_of(rest: str, *, head: str) -> bool:
    if _is_dated(rest) or not _BEGINS.match(head) or head.endswith((".", "!", "?")) or _VERBS.search(head):
        return False
    return bool(_HAS_YEAR.search(head) and _HAS_TIME.search(head)) or rest.startswith(("<", "[", "("))


def _joined(lines: list[str], start: int, end: int) -> str:
    return " ".join(_INVISIBLE.sub("", line).strip() for line in lines[start:end])


def _is_dated(text: str) -> bool:
    return bool(_HAS_TIME.search(text) or _HAS_YEAR.search(text))


def is_certain(attribution: str) -> bool:
    """Tell whether a mailer wrote this: people do not give an address or a time of day with "wrote"."""
    return bool(
        _HAS_ADDRESS.search(attribution) or (_HAS_TIME.search(attribution) and _HAS_YEAR.search(attribution))
    )


def _is_attribution(joined: str) -> bool:
    if _GROUPWISE.match(joined) or _QUOTING.match(joined):
        return True
    if not _START.match(joined):
        return False
    dated = _is_dated(joined)
    if _ENDS.search(joined) and (verb := _last_verb(joined)):
        after = joined[verb.end() :].rstrip(" :：*_-")
        return len(after) <= 200 and (dated or bool(_HAS_ADDRESS.search(joined)) or _names_someone(joined))
    named = bool(_VERBLESS.search(joined) or _FROM.search(joined))
    if joined[-1] not in ":：" and not _is_dated_name(joined):
        return False
    return dated and named and bool(_HAS_DIGIT.search(joined)) and not _is_field(joined)


def _is_dated_name(joined: str) -> bool:
    timed = bool(_HAS_TIME.search(joined) and _BEGINS.match(joined)) or bool(_YEAR_FIRST.match(joined))
    return timed and bool(_NAME_AFTER_DATE.search(joined))


def _last_verb(joined: str) -> re.Match[str] | None:
    last = None
    for last in _VERBS.finditer(joined):  # noqa: B007 - the last one is wanted, and finditer has no end to ask.
        pass
    return last


def _names_someone(joined: str) -> bool:
    """Tell whether this reads "Jane Doe wrote:" and nothing else."""
    words = joined.split()
    return 2 <= len(words) <= 5 and words[0][:1].isupper() and words[1][:1].isupper()


def _is_field(joined: str) -> bool:
    return bool(re.match(r"[\s>*]*[\w\-]{1,20}\*?\s?[:：]", joined))

"""What a condition may be: a part of CEL that can neither loop nor reach what it was not given."""

import random
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import Any, NamedTuple

import cel
from django.utils.translation import gettext as _

from liaison.authority.words import FactType
from liaison.kit.errors import Invalid

LONGEST = 2000
SAMPLES = 48
FUNCTIONS = frozenset({"size", "int", "string", "contains", "startsWith", "endsWith"})
MACROS = frozenset({"all", "exists", "exists_one", "map", "filter", "has"})
WORDS = frozenset({"true", "false", "in"})
_TOKEN = re.compile(
    r"""(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')
      | (?P<number>\d[\w.]*)
      | (?P<path>[A-Za-z_]\w*(?:\s*\.\s*[A-Za-z_]\w*)*)
      | (?P<sign>&&|\|\||==|!=|<=|>=|[-+*/%!<>?:(),.\[\]])""",
    re.VERBOSE,
)


class Token(NamedTuple):
    """One word of a condition. kind: text, number, path or sign."""

    kind: str
    word: str


def check(condition: str, *, known: Mapping[str, FactType]) -> None:
    """Refuse a condition that could not be asked. known: the facts it may look at, by name.

    Raises Invalid with the field `condition` and what is the matter, in words.
    """
    if len(condition) > LONGEST:
        raise _wrong(_("must be at most %(count)s characters") % {"count": LONGEST})
    for path in paths(condition):
        if path not in known:
            raise _wrong(_("there is no fact called “%(name)s” here") % {"name": path})
    if not condition.strip():
        return
    try:
        program = compiled(condition)
    except ValueError:
        raise _wrong(_("is not a whole condition")) from None
    _compare(condition, known)
    _try(program, condition, known)


@lru_cache(maxsize=4096)
def compiled(condition: str) -> Any:
    """The condition, ready to be asked many times. Raises ValueError for what is none."""
    return cel.compile(condition)


@lru_cache(maxsize=4096)
def paths(condition: str) -> frozenset[str]:
    """The facts that a condition looks at. Raises Invalid for what a condition may not hold."""
    words = [Token("sign", ""), *tokens(condition), Token("sign", "")]
    found = set()
    for before, token, after in zip(words, words[1:], words[2:], strict=False):
        if token.kind == "path" and (path := _fact(before, token, after)):
            found.add(path)
    for one, other in pairwise(words):
        _together(one, other)
    return frozenset(found)


def tokens(condition: str) -> Iterator[Token]:
    """The words of a condition, in order. Raises Invalid for what is none."""
    at = 0
    while at < len(condition):
        if condition[at].isspace():
            at += 1
            continue
        found = _TOKEN.match(condition, at)
        if found is None:
            raise _wrong(_("“%(word)s” cannot stand in a condition") % {"word": condition[at]})
        yield Token(
            str(found.lastgroup), "".join(found[0].split()) if found.lastgroup == "path" else found[0]
        )
        at = found.end()


def _fact(before: Token, token: Token, after: Token) -> str:
    """The fact a path names; empty for a function and for a word of the language."""
    path, _dot, last = token.word.rpartition(".")
    if after.word == "(":
        if last in MACROS:
            raise _wrong(_("“%(word)s” goes through a list; ask with “in” what it holds") % {"word": last})
        if last not in FUNCTIONS:
            raise _wrong(_("there is no function “%(word)s” here") % {"word": last})
        return path
    if before.word == ".":
        raise _wrong(_("“%(word)s” cannot stand in a condition") % {"word": f".{token.word}"})
    return "" if token.word in WORDS else token.word


def _together(one: Token, other: Token) -> None:
    """Refuse what a reader and the language could understand differently: indexes, comments, glued texts, fractions."""
    ends = (one.kind != "sign" and one.word not in WORDS) or one.word in (")", "]")
    if (other.word == "[" and ends) or (one.word == other.word == "/") or (one.kind == other.kind == "text"):
        raise _wrong(_("“%(word)s” cannot stand in a condition") % {"word": f"{one.word}{other.word}"})
    if other.kind == "number" and not other.word.isdecimal():
        raise _wrong(_("write whole numbers, money in the smallest unit (4000 for 40.00)"))


def _compare(condition: str, known: Mapping[str, FactType]) -> None:
    """Refuse that a number be compared with a text: the language would answer *no* without a word."""
    words = list(tokens(condition))
    for left, between, right in zip(words, words[1:], words[2:], strict=False):
        kinds = {_kind(left, known), _kind(right, known)} - {""}
        if between.word in ("==", "!=") and len(kinds) > 1:
            raise _wrong(_("compares or adds what is not of one kind"))


def _kind(token: Token, known: Mapping[str, FactType]) -> str:
    if token.kind in ("text", "number"):
        return token.kind
    if token.word in ("true", "false"):
        return "flag"
    type_ = known.get(token.word)
    return "number" if type_ in (FactType.MONEY, FactType.MOMENT) else str(type_ or "")


def _try(program: Any, condition: str, known: Mapping[str, FactType]) -> None:
    """Ask it of facts of all sorts: what answers with anything but yes or no for some would refuse for ever."""
    # Imported here, for weighing asks for what is compiled above.
    from liaison.authority.rules.weighing import nested

    texts = [token.word[1:-1] for token in tokens(condition) if token.kind == "text"]
    chance = random.Random(condition)  # noqa: S311 (examples, the same each time)
    looked = sorted(paths(condition))
    for _sample in range(SAMPLES):
        facts = {path: _example(known[path], chance, texts) for path in looked}
        try:
            answer = program.execute(nested(facts))
        except (ZeroDivisionError, OverflowError):
            continue
        except (TypeError, ValueError, RuntimeError, KeyError):
            raise _wrong(_("compares or adds what is not of one kind")) from None
        if not isinstance(answer, bool):
            raise _wrong(_("does not answer yes or no"))


def _example(type_: FactType, chance: random.Random, texts: list[str]) -> Any:
    if type_ is FactType.FLAG:
        return chance.random() < 0.5
    if type_ is FactType.TEXT:
        return chance.choice(["", "x", *texts])
    if type_ is FactType.TEXTS:
        return chance.sample(["x", *texts], k=chance.randint(0, len(texts)))
    return chance.choice([0, 1, 30, 5_000, 1_800_000_000])


def _wrong(problem: str) -> Invalid:
    return Invalid(field="condition", problem=problem)

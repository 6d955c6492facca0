"""A condition taken apart for people: what must hold, all of it or any of it, each line a fact, a comparison, a value.

Nothing is decided here: the gate asks the condition as it is written. What does not fit into lines stays as it is.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from liaison.authority.rules import Token, tokens

COMPARES = ("==", "!=", "<=", ">=", "<", ">", "in")
_OPENS, _CLOSES = "([", ")]"
_TURNED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": "==", "!=": "!="}


@dataclass(frozen=True)
class Term:
    """One side of a comparison. facts: what is added up; value: text or number; texts: those of a list."""

    facts: tuple[str, ...] = ()
    value: str | int | None = None
    texts: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Part:
    """A part of a condition, as it is read.

    joined: `all` or `any` of the parts; empty for a single one, which compares left and right by a sign, or is only as
    it is written (`words`), or a flag (`left` alone). negated: it must not hold.
    """

    words: str
    joined: str = ""
    parts: tuple["Part", ...] = ()
    left: Term | None = None
    sign: str = ""
    right: Term | None = None
    negated: bool = False


def taken_apart(condition: str) -> Part | None:
    """The parts of a condition that was checked; None for one that always holds."""
    found = list(tokens(condition))
    try:
        return _part(found) if found else None
    except RecursionError:  # Hundreds of brackets in each other are nothing for people anyway.
        return Part(written(found))


def _part(some: Sequence[Token]) -> Part:
    some = _bare(some)
    words = written(some)
    if "?" in _outside(some):
        return Part(words)
    for sign, joined in (("||", "any"), ("&&", "all")):
        if sign in _outside(some):
            return Part(words, joined, tuple(_part(one) for one in _split(some, sign)))
    if some and some[0].word == "!":
        return _negated(words, some[1:])
    return _compared(words, some)


def _negated(words: str, some: Sequence[Token]) -> Part:
    inner = _part(some)
    if inner.joined or inner.negated or inner.left is None:
        return Part(words)
    return Part(words, left=inner.left, sign=inner.sign, right=inner.right, negated=True)


def _compared(words: str, some: Sequence[Token]) -> Part:
    signs = [at for at, word in enumerate(_outside(some)) if word in COMPARES]
    if not signs:
        left = _term(some)
        return Part(words, left=left) if left and left.facts and len(left.facts) == 1 else Part(words)
    left, sign, right = _term(some[: signs[0]]), some[signs[0]].word, _term(some[signs[0] + 1 :])
    if len(signs) > 1 or left is None or right is None:
        return Part(words)
    if not left.facts and right.facts and sign in _TURNED:
        left, sign, right = right, _TURNED[sign], left
    return Part(words, left=left, sign=sign, right=right)


def _term(some: Sequence[Token]) -> Term | None:
    """What stands on one side: facts added up, one value, or a list of texts; None for anything else."""
    some = _bare(some)
    if not some:
        return None
    if some[0].word == "[":
        inner = some[1:-1]
        kinds = all(one.kind == "text" for one in inner[::2]) and all(one.word == "," for one in inner[1::2])
        return Term(texts=tuple(_text(one) for one in inner[::2])) if kinds else None
    facts, signs = some[::2], some[1::2]
    if all(one.kind == "path" for one in facts) and all(one.word == "+" for one in signs):
        known = tuple(one.word for one in facts)
        return None if len(some) % 2 == 0 or {"true", "false"} & {*known} else Term(facts=known)
    return _value(some)


def _value(some: Sequence[Token]) -> Term | None:
    minus, last = len(some) == 2 and some[0].word == "-", some[-1]
    if last.kind == "number" and (minus or len(some) == 1):
        return Term(value=-int(last.word) if minus else int(last.word))
    return Term(value=_text(last)) if last.kind == "text" and len(some) == 1 else None


def _text(token: Token) -> str:
    return re.sub(r"\\(.)", r"\1", token.word[1:-1])


def _bare(some: Sequence[Token]) -> Sequence[Token]:
    """Without brackets around all of it."""
    while some and some[0].word == "(" and _closing(some) == len(some) - 1:
        some = some[1:-1]
    return some


def _closing(some: Sequence[Token]) -> int:
    closes = (at for at, deep in enumerate(_depths(some)) if deep == 0 and some[at].word in _CLOSES)
    return next(closes, len(some))


def _depths(some: Sequence[Token]) -> Iterator[int]:
    """How deep each word lies; a closing bracket lies where its opening one does."""
    deep = 0
    for one in some:
        deep -= one.word in _CLOSES
        yield deep
        deep += one.word in _OPENS


def _outside(some: Sequence[Token]) -> list[str]:
    """The signs and words outside of all brackets, nothing in place of the others."""
    return [
        one.word if deep == 0 and one.kind != "text" else ""
        for one, deep in zip(some, _depths(some), strict=True)
    ]


def _split(some: Sequence[Token], sign: str) -> Iterator[Sequence[Token]]:
    begun = 0
    for at, word in enumerate([*_outside(some), sign]):
        if word == sign:
            yield some[begun:at]
            begun = at + 1


def written(some: Sequence[Token]) -> str:
    """Words of a condition as they are written."""
    made = ""
    for before, one in zip([None, *some], some, strict=False):
        tight = before is None or before.word in ("(", "[", "!") or one.word in (")", "]", ",")
        called = before is not None and before.kind == "path" and before.word != "in" and one.word == "("
        made += one.word if tight or called else f" {one.word}"
    return made

"""What the demo company's customers and agents say to each other, as people write it in each language."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Talk:
    """One matter. {order} is a number, {model} the name of a model, which is never declined.

    department: `orders`, `returns`, `billing` or `advice`. opening: the first mail. answer: of an agent.
    thanks: the customer's last word, or empty. note: among the agents. kind: key of the ticket's kind.
    file: what lies in the first mail (`photo`, `inline`, `letter`) or in the answer (`invoice`).
    """

    department: str
    subject: str
    opening: str
    answer: str
    thanks: str = ""
    note: str = ""
    tags: tuple[str, ...] = ()
    kind: str = "question"
    file: str = ""


@dataclass(frozen=True)
class Voice:
    """How one language is written. people: of those who write. hello: before the name; regards: after the text.

    wrote: the line above a quotation, with {who} and {when}. call: reasons of calls, with a note of what was agreed.
    """

    language: str
    domain: str
    people: tuple[str, ...]
    hello: str
    regards: str
    our_hello: str
    our_regards: str
    wrote: str
    talks: tuple[Talk, ...]
    calls: tuple[tuple[str, str], ...] = ()

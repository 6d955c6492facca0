"""What the rules said, in words: a sentence for the representative, one for the customer, and what is allowed."""

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from liaison.authority.actions.weighing import Weighed
from liaison.authority.errors import NoRule, RuleFailed, RuleRefused
from liaison.authority.queries import book, role_of, shown_name
from liaison.authority.words import Provision, Refused, Says
from liaison.kit.texts import words_in


def refusal(found: Weighed) -> Refused:
    """The refusal of a command by the rules."""
    verdict, rule = found.verdict, found.verdict.by
    if verdict.broken:
        no = RuleFailed()
        return Refused(no.sentence, name=no.name, rule=rule.key if rule else "", say=sorry())
    if rule is None:
        allowed = " ".join(filter(None, (here(one.allowed) for one in verdict.missed)))
        say = next(filter(None, (here(one.say) for one in verdict.missed)), sorry())
        return Refused(
            NoRule().sentence, name=NoRule.__name__, allowed=allowed or may(found.provisions), say=say
        )
    reason = here(rule.reason) or RuleRefused().sentence
    return Refused(
        reason,
        name=RuleRefused.__name__,
        rule=rule.key,
        allowed=here(rule.allowed),
        say=here(rule.say) or sorry(),
    )


def who_may(command: str) -> str:
    """A sentence that says who may do this, as the rules are."""
    return may(book().about(command))


def may(provisions: Iterable[Provision]) -> str:
    """A sentence that says who may do this, by these rules."""
    words = {one.role for one in provisions if one.says is not Says.REFUSE and one.role}
    names = sorted(shown_name(role) for word in words if (role := role_of(word)))
    if not names:
        return _("Nobody may do this before the company has a rule for it.")
    return _("Within their limits, these roles may: %(roles)s.") % {"roles": ", ".join(names)}


def here(texts: Mapping[str, str]) -> str:
    """A text in the reader's language."""
    return words_in(texts, (get_language() or "en").partition("-")[0])


def sorry() -> str:
    """What can always be said to the customer."""
    return _("I am sorry, I cannot do this for you.")

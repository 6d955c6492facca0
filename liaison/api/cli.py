"""`liaison token`: giving programs access from the command line."""

import argparse
import sys
from collections.abc import Sequence

from liaison.kit.actor import SYSTEM
from liaison.kit.errors import Refusal


def parser() -> argparse.ArgumentParser:
    """Describe the words of the command."""
    made = argparse.ArgumentParser(prog="liaison token", description="Give programs access to the API.")
    verbs = made.add_subparsers(dest="verb", required=True)
    create = verbs.add_parser("create", help="make a token; its secret is the last word printed")
    create.add_argument("--name", required=True, help="what you call the program")
    create.add_argument(
        "--scope",
        action="append",
        required=True,
        metavar="SCOPE",
        help="*, read, tickets, customers, orders, commands, or a command such as tickets.reply; may be repeated",
    )
    create.add_argument("--as", dest="member", default="", metavar="EMAIL", help="colleague it acts as")
    verbs.add_parser("list", help="show the tokens")
    revoke = verbs.add_parser("revoke", help="end a token's access")
    revoke.add_argument("id", type=int, help="its number in the list")
    return made


def main(argv: Sequence[str]) -> int:
    """Do what the words say; Django must be set up. Return the exit status."""
    given = parser().parse_args(argv)
    try:
        return {"create": _create, "list": _list, "revoke": _revoke}[given.verb](given)
    except Refusal as no:
        sys.stderr.write(f"{no.sentence}\n")
        return 1


def _create(given: argparse.Namespace) -> int:
    from liaison.api.actions import create_token
    from liaison.api.queries import acting

    scopes = [word for some in given.scope for word in some.replace(",", " ").split()]
    token, secret = create_token(given.name, member=acting(given.member), scopes=scopes, by=SYSTEM)
    sys.stdout.write(
        f"Token {token.pk} acts as {token.member.email}. Keep it now, it is not shown again:\n{secret}\n"
    )
    return 0


def _list(given: argparse.Namespace) -> int:
    from liaison.api.queries import tokens

    for token in tokens():
        state = "revoked" if token.revoked_at else "in force"
        words = (
            str(token.pk),
            token.prefix + "…",
            state,
            token.member.email,
            ",".join(token.scopes),
            token.name,
        )
        sys.stdout.write("\t".join(words) + "\n")
    return 0


def _revoke(given: argparse.Namespace) -> int:
    from liaison.api.actions import revoke_token
    from liaison.api.models import Token
    from liaison.kit.errors import NotFound

    token = Token.objects.filter(pk=given.id).first()
    if token is None:
        raise NotFound
    revoke_token(token, by=SYSTEM)
    return 0

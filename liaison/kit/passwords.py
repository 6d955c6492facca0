"""Passwords which the desk makes up."""

import secrets

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # Without those that look like one another on paper.


def made_up_password() -> str:
    """Four groups of five letters and digits: 98 bits, and readable over the telephone."""
    return "-".join("".join(secrets.choice(_LETTERS) for _ in range(5)) for _ in range(4))

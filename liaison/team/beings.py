"""What kind of being a colleague is: rules may allow a virtual one less."""

from liaison.authority.beings import being
from liaison.authority.words import Being
from liaison.team.models import Member


@being("member")
def _member(ref: str) -> Being:
    id_ = ref.removeprefix("member:")
    kinds = Member.objects.filter(pk=int(id_) if id_.isdecimal() else 0).values_list("kind", flat=True)
    return Being(kinds.first() or "human")

"""Changing the team."""

from django.db import transaction

from liaison.journal.actions import record
from liaison.kit.actor import Actor
from liaison.kit.clock import now
from liaison.team.errors import AddressTaken, NameTaken
from liaison.team.events import BrandCreated, DepartmentCreated, MemberCreated
from liaison.team.models import Brand, Department, Member


@transaction.atomic
def create_member(email: str, *, name: str, password: str, language: str = "en", by: Actor) -> Member:
    """Add a colleague who signs in with this address and password. Raises AddressTaken."""
    if Member.objects.filter(email__iexact=email).exists():
        raise AddressTaken
    member = Member(email=email, name=name, language=language, created_at=now())
    member.set_password(password)
    member.save()
    record(MemberCreated(member_id=member.pk), by=by)
    return member


@transaction.atomic
def create_brand(name: str, *, language: str = "en", by: Actor) -> Brand:
    """Make a brand. Raises NameTaken."""
    brand, new = Brand.objects.get_or_create(name=name, defaults={"language": language})
    if not new:
        raise NameTaken
    record(BrandCreated(brand_id=brand.pk), by=by)
    return brand


@transaction.atomic
def create_department(name: str, *, brand: Brand, by: Actor) -> Department:
    """Open a department. Raises NameTaken within the brand."""
    department, new = Department.objects.get_or_create(name=name, brand=brand)
    if not new:
        raise NameTaken
    record(DepartmentCreated(department_id=department.pk), by=by)
    return department

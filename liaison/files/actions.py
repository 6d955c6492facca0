"""Keeping bytes: on the disk, synced, before the row that speaks of them is committed."""

import contextlib
import hashlib
import os
import secrets
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import Exists, ForeignObjectRel, OuterRef

from liaison.files.models import Blob, Bringer
from liaison.files.queries import path_of
from liaison.files.scanner import Looked
from liaison.kit.clock import now

UNREFERRED = timedelta(days=7)
SWEPT_AT_ONCE = 1000
_WRITERS = ThreadPoolExecutor(8, thread_name_prefix="files")

# A content met again is younger again, so that the sweeper cannot take it from under a new reference. In one order,
# so that two who keep the same ones wait for each other rather than for ever.
_KEEP = """
INSERT INTO files_blob (sha256, size, kept_at)
SELECT sha256, size, %s FROM unnest(%s::text[], %s::bigint[]) AS given (sha256, size) ORDER BY sha256
ON CONFLICT (sha256) DO UPDATE SET kept_at = EXCLUDED.kept_at
"""


def keep(content: bytes) -> str:
    """Keep the content and return its SHA-256 (hex). Its file and directory are synced when this returns."""
    return keep_all([content])[0]


def keep_all(contents: Sequence[bytes]) -> list[str]:
    """Keep contents and return the SHA-256 (hex) of each. Their files and directories are synced when this returns."""
    named = [hashlib.sha256(content).hexdigest() for content in contents]
    each = dict(zip(named, contents, strict=True))
    # The rows first: while they are held the sweeper waits, and sees afterwards that the contents are young again.
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [now(), list(each), [len(content) for content in each.values()]])
    paths = {str(path_of(sha256)): content for sha256, content in each.items()}
    _write_all({path: content for path, content in paths.items() if not os.path.isfile(path)})
    return named


@transaction.atomic
def bring(content: bytes, *, by: str) -> str:
    """Keep what somebody hands in, who may then enclose it, and return its SHA-256. by: their reference, `member:7`."""
    sha256 = keep(content)
    _remember([sha256], by=by)
    return sha256


@transaction.atomic
def hold_on(sha256s: Iterable[str], *, by: str) -> None:
    """Have these contents be young again for somebody who needs them though nothing refers to them for a while."""
    wanted = sorted(set(sha256s))
    Blob.objects.filter(pk__in=wanted).update(kept_at=now())
    _remember(wanted, by=by)


def _remember(sha256s: Iterable[str], *, by: str) -> None:
    rows = [Bringer(sha256=sha256, by=by, at=now()) for sha256 in sha256s]
    Bringer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["sha256", "by"], update_fields=["at"]
    )


def judge(sha256: str, looked: Looked) -> None:
    """Keep what a scanner found in a content."""
    Blob.objects.filter(pk=sha256).update(verdict=looked.verdict, found=looked.name, scanned_at=now())


@transaction.atomic
def sweep(*, older_than: timedelta = UNREFERRED) -> int:
    """Delete contents to which nothing has referred for so long. Return how many went.

    The file goes before the commit: a row without a file is written again when the content is kept again, while a
    file without a row would stay for ever.
    """
    Bringer.objects.filter(at__lt=now() - older_than).delete()
    idle = Blob.objects.filter(kept_at__lt=now() - older_than)
    for relation in _references():
        idle = idle.filter(
            ~Exists(relation.related_model._default_manager.filter(**{relation.field.name: OuterRef("pk")}))
        )
    found = list(idle.select_for_update(skip_locked=True).values_list("sha256", flat=True)[:SWEPT_AT_ONCE])
    for sha256 in found:
        path_of(sha256).unlink(missing_ok=True)
    Blob.objects.filter(sha256__in=found).delete()
    return len(found)


def _references() -> list[ForeignObjectRel]:
    """Every column of every room that refers to a content; hidden ones (without a way back) among them."""
    fields = Blob._meta.get_fields(include_hidden=True)
    return [field for field in fields if isinstance(field, ForeignObjectRel)]


def _write_all(contents: Mapping[str, bytes]) -> None:
    """Write the files, synced, and then every directory in which there is a new name."""
    touched: set[str] = set()
    for path in contents:
        parent = os.path.dirname(path)
        touched |= _make(parent) | {parent}
    _side_by_side(lambda path: _write(path, contents[path]), contents)
    _side_by_side(_sync, touched)


def _side_by_side(write: Callable[[str], None], paths: Collection[str]) -> None:
    """Do it with each. The disk writes down ten at once nearly as quickly as one, but not ten after another."""
    if len(paths) > 1:
        list(_WRITERS.map(write, paths))
    else:
        for path in paths:
            write(path)


def _write(path: str, content: bytes) -> None:
    """Write the file, synced."""
    half = f"{path}.{secrets.token_hex(4)}"
    try:
        with open(half, "xb", opener=_private) as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(half, path)
    except BaseException:
        with contextlib.suppress(OSError):
            os.unlink(half)
        raise


def _make(directory: str) -> set[str]:
    """Make a directory and those above it; return the ones in which there is a new name now."""
    if os.path.isdir(directory):
        return set()
    above = os.path.dirname(directory)
    touched = _make(above)
    with contextlib.suppress(FileExistsError):
        os.mkdir(directory)
    return touched | {above}


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _sync(directory: str) -> None:
    opened = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)

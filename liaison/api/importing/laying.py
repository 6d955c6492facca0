"""The files of an import, as a mapping speaks of them: by their names."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from liaison.api.models import Intake
from liaison.api.queries import files_of
from liaison.files.queries import served


@contextmanager
def laid_out(intake: Intake) -> Iterator[list[Path]]:
    """Paths of its files, with their own names. Raises Held, Infected, NotChecked for what a scanner holds."""
    with TemporaryDirectory(prefix="liaison-import-") as place:
        paths = []
        for one in files_of(intake):
            path = Path(place) / one.name
            path.symlink_to(served(one.blob_id))
            paths.append(path)
        yield paths

"""The registry of this room."""

from pathlib import Path

from liaison.kit.room import Room

LIAISON = Path(__file__).resolve().parent.parent


class KitRoom(Room):
    name = "liaison.kit"
    label = "kit"

    def ready(self) -> None:
        """Compile translations that were changed; an installed package brings them compiled."""
        super().ready()
        if any(_is_stale(path) for path in LIAISON.rglob("locale/*/LC_MESSAGES/*.po")):
            from liaison.kit.catalogues import compile_all

            compile_all()


def _is_stale(path: Path) -> bool:
    compiled = path.with_suffix(".mo")
    return not compiled.exists() or compiled.stat().st_mtime_ns < path.stat().st_mtime_ns

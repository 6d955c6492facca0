"""The OpenAPI document as it is promised, kept beside the code: a change of it is seen in every review.

`python -m liaison.api.rest.snapshot` writes it anew.
"""

import json
from pathlib import Path
from typing import Any

KEPT = Path(__file__).resolve().parent.parent / "openapi.json"


def document() -> dict[str, Any]:
    """The document of this code, in English, as plain JSON values."""
    from django.utils.translation import override

    from liaison.api.rest.door import door

    with override("en"):
        plain: dict[str, Any] = json.loads(json.dumps(door.get_openapi_schema(), default=str))
    return plain


def text() -> str:
    """The document as it is kept."""
    return json.dumps(document(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def main() -> None:
    """Write the document."""
    import os

    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "liaison.config.settings")
    django.setup()
    KEPT.write_text(text())


if __name__ == "__main__":
    main()

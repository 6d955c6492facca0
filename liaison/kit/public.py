"""Under which address people outside reach this desk."""

from django.conf import settings


def address() -> str:
    """The address for links in letters, without a slash at its end.

    Never that of a request: whoever sends one chooses the name in it, and a link to them would hand its secret over.
    """
    if settings.LIAISON["URL"]:
        return str(settings.LIAISON["URL"]).rstrip("/")
    return f"http://{settings.LIAISON['HOST']}:{settings.LIAISON['PORT']}"

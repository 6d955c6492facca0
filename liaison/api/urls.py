"""The addresses of the API."""

from django.http import HttpRequest, HttpResponse
from django.urls import path, re_path

from liaison.api.importing import views as importing
from liaison.api.rest.door import door
from liaison.api.rest.problems import of_status
from liaison.api.views import revoke_token, tokens


def nowhere(request: HttpRequest, rest: str) -> HttpResponse:
    """An address which the API does not have."""
    return of_status(404)


_door = door.urls
for _pattern in _door[0]:  # Programs bring a token; a page to sign in on would be no answer to them.
    setattr(_pattern.callback, "login_required", False)  # noqa: B010 (a function has no such attribute for mypy)
nowhere.login_required = False  # type: ignore[attr-defined]

urlpatterns = [
    path("configuration/tokens/", tokens, name="tokens"),
    path("configuration/tokens/<int:token_id>/revoke/", revoke_token, name="revoke-token"),
    path("configuration/import/", importing.imports, name="imports"),
    path("configuration/import/<int:intake_id>/", importing.intake, name="import"),
    path("configuration/import/<int:intake_id>/mapping/", importing.mapping, name="import-mapping"),
    path("configuration/import/<int:intake_id>/parts/", importing.add_part, name="add-import-part"),
    path("configuration/import/<int:intake_id>/parts/<int:take>/", importing.take, name="import-part"),
    path(
        "configuration/import/<int:intake_id>/parts/<int:take>/remove/",
        importing.remove_part,
        name="remove-import-part",
    ),
    path("configuration/import/<int:intake_id>/try/", importing.try_import, name="try-import"),
    path("configuration/import/<int:intake_id>/run/", importing.run_import, name="run-import"),
    path("configuration/import/<int:intake_id>/stop/", importing.stop_import, name="stop-import"),
    path("configuration/import/<int:intake_id>/discard/", importing.discard_import, name="discard-import"),
    path("configuration/import/<int:intake_id>/rejected/", importing.rejects, name="import-rejects"),
    path(
        "configuration/import/mappings/<int:mapping_id>/forget/",
        importing.forget_mapping,
        name="forget-mapping",
    ),
    path("api/v1/", _door),
    re_path(r"^api/(?P<rest>.*)$", nowhere, name="api-nowhere"),
]

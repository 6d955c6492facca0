"""The parts put together."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from liaison.api.rest import (
    commands,
    complaints,
    customers,
    decided,
    files,
    goods,
    known,
    news,
    orders,
    problems,
    team,
    tickets,
)
from liaison.api.rest.document import complete

VERSION = "1"


class Door(NinjaAPI):
    """The API; its document is completed by what the catalogue of commands says."""

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: dict[str, Any] | None = None
    ) -> OpenAPISchema:
        """Return the OpenAPI document."""
        made = super().get_openapi_schema(path_prefix="/api/v1/", path_params=path_params)
        complete(made)
        return made

    def on_exception(self, request: HttpRequest, exc: Any) -> HttpResponse:
        """Turn whatever went wrong into problem details."""
        return problems.of_exception(request, exc)


door = Door(
    title="Liaison",
    version=VERSION,
    description="The desk for programs. Errors are problem details (RFC 9457); lists are pages with a cursor.",
    docs_url=None,
    urls_namespace="api",
)
for _router in (
    team.router,
    tickets.router,
    customers.router,
    complaints.router,
    known.router,
    goods.router,
    orders.router,
    files.router,
    news.router,
    commands.router,
    decided.router,
    decided.answers,
):
    door.add_router("", _router)

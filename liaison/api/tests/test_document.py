"""The OpenAPI document: a promise, and whether it is kept."""

import contextlib
import json
import os
from collections.abc import Iterator
from unittest import SkipTest

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from liaison.api.rest import guard, snapshot
from liaison.api.tests.asking import Program
from tests.cast import Cast, ticket

CHECKS = (
    not_a_server_error,
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
BOUNDED = settings(
    max_examples=int(os.environ.get("LIAISON_TEST_EXAMPLES", "5")),
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_the_document_is_the_one_that_is_kept() -> None:
    assert snapshot.text() == snapshot.KEPT.read_text(), (
        "the API promises something else now: if that is meant, run `python -m liaison.api.rest.snapshot`"
    )


def test_the_document_can_be_had_without_a_token(db: None) -> None:
    answer = Client().get("/api/v1/openapi.json")
    assert (answer.status_code, answer.json()["info"]["title"]) == (200, "Liaison")


def test_every_operation_asks_for_a_token() -> None:
    said = json.loads(snapshot.KEPT.read_text())
    open_doors = [
        f"{method} {path}"
        for path, item in said["paths"].items()
        for method, operation in item.items()
        if not operation.get("security")
    ]
    assert open_doors == []


@pytest.mark.django_db
def test_whatever_is_asked_is_answered_as_promised(program: Program) -> None:
    schema = schemathesis.openapi.from_dict(snapshot.document())
    schema.app = get_wsgi_application()
    for found in schema.get_all_operations():
        _try(found.ok(), program)


def _try(operation: schemathesis.APIOperation, program: Program) -> None:
    @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode.POSITIVE))
    @BOUNDED
    def valid(case: schemathesis.Case) -> None:
        _ask(case, program)

    @given(case=operation.as_strategy(generation_mode=schemathesis.GenerationMode.NEGATIVE))
    @BOUNDED
    def invalid(case: schemathesis.Case) -> None:
        _ask(case, program)

    valid()
    with contextlib.suppress(Unsatisfiable, SkipTest):  # Some operations take nothing that could be wrong.
        invalid()


def _ask(case: schemathesis.Case, program: Program) -> None:
    case.headers = {**(case.headers or {}), **program.headers()}
    with transaction.atomic():
        case.validate_response(case.call(), checks=CHECKS)
        transaction.set_rollback(True)


@pytest.fixture
def program(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Program]:
    for signal in (request_started, request_finished):  # They would end the transaction of the test.
        signal.disconnect(close_old_connections)
    monkeypatch.setitem(guard.settings.LIAISON, "API_PER_SECOND", 0.0)
    ticket(cast)
    yield Program(cast.ada)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)

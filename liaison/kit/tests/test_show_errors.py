"""Error pages: each says what happened and what to do, in the reader's language."""

import pytest
from django.test import Client, RequestFactory

from liaison.kit import catalogues, error_pages


@pytest.mark.parametrize(
    ("page", "status", "title"),
    [
        (error_pages.bad_request, 400, "This could not be understood"),
        (error_pages.forbidden, 403, "You may not see this"),
        (error_pages.stale_form, 403, "This form has expired"),
        (error_pages.not_found, 404, "There is nothing here"),
        (error_pages.server_error, 500, "Something went wrong"),
    ],
)
def test_an_error_has_its_status_and_its_words(
    rf: RequestFactory, page: object, status: int, title: str
) -> None:
    answer = page(rf.get("/"))  # type: ignore[operator]
    assert answer.status_code == status
    assert f"<h1>{title}</h1>" in answer.content.decode()


def test_an_address_without_a_page_says_so_in_the_reader_s_language(client: Client) -> None:
    catalogues.compile_all()
    answer = client.get("/no-such-page", headers={"accept-language": "et"})
    assert answer.status_code == 404
    assert "Siin ei ole midagi" in answer.content.decode()


def test_a_form_without_its_token_is_explained(settings: object) -> None:
    answer = Client(enforce_csrf_checks=True).post("/ui")
    assert answer.status_code == 403
    assert "This form has expired" in answer.content.decode()


@pytest.mark.django_db
def test_a_form_with_too_much_text_is_told_how_much_it_takes(client: Client) -> None:
    answer = client.post("/sign-in/", {"email": "a@b.example", "password": "x" * (6 * 2**20)})

    assert answer.status_code == 413
    assert "up to 5 MB of text" in answer.content.decode()

from django.middleware.csrf import _does_token_match, _unmask_cipher_token
from django.test import Client, RequestFactory

from liaison.kit.csrf import csrf_token

SECRET = "aB3" * 10 + "zZ"


def test_the_token_is_that_of_django_masked_anew_each_time(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.META["CSRF_COOKIE"] = SECRET
    tokens = {csrf_token(request) for _ in range(50)}
    assert len(tokens) == 50
    assert {_unmask_cipher_token(token) for token in tokens} == {SECRET}
    assert all(_does_token_match(token, SECRET) for token in tokens)
    assert request.META["CSRF_COOKIE_NEEDS_UPDATE"]


def test_a_browser_without_the_cookie_is_given_one(rf: RequestFactory) -> None:
    request = rf.get("/")
    token = csrf_token(request)
    assert _unmask_cipher_token(token) == request.META["CSRF_COOKIE"]


def test_a_cookie_with_strange_letters_is_left_to_django(rf: RequestFactory) -> None:
    request = rf.get("/")
    request.META["CSRF_COOKIE"] = "ä" * 32
    try:
        csrf_token(request)
    except ValueError:
        return
    raise AssertionError("Django refuses what it did not make")


def test_every_answer_bears_the_policy_and_only_once(client: Client, db: None) -> None:
    answer = client.get("/sign-in/")
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "Content-Security-Policy-Report-Only" not in answer.headers

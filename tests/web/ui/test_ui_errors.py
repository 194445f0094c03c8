"""Pages for what went wrong."""

import pytest
from django.core.exceptions import PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import path, reverse
from django.utils import translation
from tests.web.ui import addresses
from tests.web.ui.live import without_database

from tadasu.web.ui.views import errors
from tadasu.web.ui.views.bare import bare

RAISED = {
    "400": SuspiciousOperation("secret"),
    "403": PermissionDenied("secret"),
    "413": RequestDataTooBig("secret"),
    "500": RuntimeError("secret"),
}


def fails(request: HttpRequest, which: str) -> HttpResponse:
    raise RAISED[which]


@bare
def fails_bare(request: HttpRequest, which: str) -> HttpResponse:
    raise RAISED[which]


handler400, handler403 = addresses.handler400, addresses.handler403
handler404, handler500 = addresses.handler404, addresses.handler500
urlpatterns = [
    *addresses.urlpatterns,
    path("fails/<which>", fails),
    path("bare-fails/<which>", fails_bare),
]


@pytest.mark.parametrize("which", [*RAISED, "404"])
@pytest.mark.parametrize("language", ["en", "ja"])
def test_an_error_says_what_is_wrong_what_to_do_and_what_is_kept(which: str, language: str) -> None:
    with without_database(), override_settings(ROOT_URLCONF=__name__):
        client = Client(raise_request_exception=False, headers={"accept-language": language})
        answer = client.get(f"/fails/{which}" if which in RAISED else "/nothing/here")
    page = answer.content.decode()
    assert answer.status_code == int(which)
    assert f'<html lang="{language}">' in page
    assert page.count("<h2>") == 2
    assert ("What is kept" if language == "en" else "残っているもの") in page
    assert "secret" not in page
    assert "Traceback" not in page


@pytest.mark.parametrize("which", list(RAISED))
def test_an_error_of_a_bare_page_shows_no_more_than_the_page_did(which: str) -> None:
    with without_database(), override_settings(ROOT_URLCONF=__name__):
        page = Client(raise_request_exception=False).get(f"/bare-fails/{which}").content.decode()
    assert "data-leave" in page
    assert ">Tadasu<" not in page
    assert "<title>" in page
    assert "· Tadasu" not in page


def test_the_page_for_our_own_errors_needs_neither_database_nor_session(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_database(*arguments: object) -> None:
        raise AssertionError("the database was asked")

    monkeypatch.setattr("django.db.backends.base.base.BaseDatabaseWrapper.ensure_connection", no_database)
    with translation.override("ja"):
        page = errors.broken(RequestFactory().get("/")).content.decode()
    assert "こちら側で不具合が起きました" in page
    assert "UTC" in page


def test_a_form_from_elsewhere_is_refused_and_nothing_is_said_to_be_lost() -> None:
    with without_database():
        answer = Client(enforce_csrf_checks=True).post("/ui/reason", {"reason": "x"})
    assert answer.status_code == 403
    assert "This form was not accepted" in answer.content.decode()


def test_whoever_is_not_signed_in_is_shown_where() -> None:
    request = RequestFactory().get("/")
    request.actor = type("Nobody", (), {"user": None})()  # type: ignore[attr-defined]
    assert reverse("account_login") in errors.may_not(request).content.decode()
    request.actor = type("Somebody", (), {"user": 1})()  # type: ignore[attr-defined]
    assert reverse("account_login") not in errors.may_not(request).content.decode()


def test_a_conflict_shows_both_versions(visitor: Client) -> None:
    answer = visitor.get("/ui/conflict")
    page = answer.content.decode()
    assert answer.status_code == 409
    assert page.index("Hearing of the importer") < page.index("Decision") < page.index("Suspended")
    assert "The importer asked for more time." in page


def test_a_file_with_too_many_lines_is_refused_on_a_page(monkeypatch: pytest.MonkeyPatch, visitor: Client) -> None:
    monkeypatch.setattr("tadasu.web.ui.tables.MOST_IN_FILE", 3)
    answer = visitor.get("/ui/?as=csv")
    assert answer.status_code == 400
    assert "Too many lines for one file" in answer.content.decode()
    assert visitor.get("/ui/?as=csv&q=nobody").status_code == 200

"""What a watchdog, a scraper and a log reader see."""

import io
import json
import logging
import sys

import pytest
from django.test import Client
from tests.web.made import organisation, person
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.store import data_folder
from tadasu.web.project import health
from tadasu.web.project.logs import Lines
from tadasu.web.project.metrics import KEY
from tadasu.web.project.uploads import LIMIT

pytestmark = pytest.mark.usefixtures("database")


def test_a_server_with_all_its_tables_is_ready(client: Client) -> None:
    assert client.get("/health/alive").content == b"ok\n"
    answer = client.get("/health/ready")
    assert answer.status_code == 200
    assert answer.json() == {"database": True, "migrated": True}


def test_metrics_are_for_whoever_has_the_key_in_the_data_folder(client: Client) -> None:
    assert client.get("/health/metrics").status_code == 404
    assert client.get("/health/metrics", headers={"authorization": "Bearer wrong"}).status_code == 404
    client.get("/health/alive")
    key = (data_folder() / KEY).read_text(encoding="ascii")
    text = client.get("/health/metrics", headers={"authorization": f"Bearer {key}"}).content.decode()
    assert 'tadasu_requests_total{status="2xx",view="health-alive"}' in text
    assert 'tadasu_jobs{state="todo"} 0.0' in text


def test_metrics_name_a_view_and_never_an_address(client: Client) -> None:
    client.get("/health/ready?name=canary-4f2a")
    client.get("/no-such-page/canary-4f2a")
    key = (data_folder() / KEY).read_text(encoding="ascii")
    text = client.get("/health/metrics", headers={"authorization": f"Bearer {key}"}).content.decode()
    assert "canary-4f2a" not in text
    assert 'view="none"' in text


def test_metrics_count_no_page_of_people_without_an_account(client: Client) -> None:
    for address in ("/box/", "/box/file", "/health/alive", "/health/metrics"):
        client.get(address)
    key = (data_folder() / KEY).read_text(encoding="ascii")
    text = client.get("/health/metrics", headers={"authorization": f"Bearer {key}"}).content.decode()
    assert "health-alive" in text
    for view in ("correspondence-box", "correspondence-file"):
        assert f'view="{view}"' not in text


def said(record: logging.LogRecord) -> dict[str, object]:
    """The line that is written."""
    line: dict[str, object] = json.loads(Lines().format(record))
    return line


def test_a_log_line_holds_our_fixed_words_and_none_of_its_arguments() -> None:
    record = logging.LogRecord("tadasu.web", logging.INFO, "", 0, "package refused: %s", ("canary-4f2a",), None)
    record.kind = "determination"
    record.path = "/case/canary-4f2a"
    line = said(record)
    assert line["message"] == "package refused: %s"
    assert line["kind"] == "determination"
    assert "canary-4f2a" not in json.dumps(line)


def test_what_others_log_is_kept_without_their_words() -> None:
    record = logging.LogRecord("django.request", logging.ERROR, "", 0, "Not Found: /case/canary-4f2a", (), None)
    assert said(record)["message"] == ""
    record.status_code = 404
    line = said(record)
    assert (line["message"], line["status"]) == ("answered", 404)
    assert "canary-4f2a" not in json.dumps(line)


def test_an_error_is_logged_by_its_type_and_its_lines_of_code_and_not_by_its_text() -> None:
    try:
        raise ValueError("canary-4f2a")
    except ValueError:
        record = logging.LogRecord("tadasu.web", logging.ERROR, "", 0, "failed", (), sys.exc_info())
    line = said(record)
    assert line["error"] == "ValueError"
    assert "test_project_health.py:" in str(line["where"])
    assert "canary-4f2a" not in json.dumps(line)


def test_a_line_break_in_a_message_starts_no_line_of_its_own() -> None:
    record = logging.LogRecord("tadasu.web", logging.INFO, "", 0, 'one\n{"level": "forged"}', (), None)
    assert Lines().format(record).count("\n") == 0


def test_the_configuration_of_logs_is_the_one_that_holds() -> None:
    """An empty LOGGING would not be asked for, and what goes wrong would leave no line."""
    from django.conf import settings
    from django.utils.log import configure_logging

    before = logging.getLogger().handlers[:]
    try:
        configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
        assert any(isinstance(one.formatter, Lines) for one in logging.getLogger().handlers)
    finally:
        logging.getLogger().handlers[:] = before


def test_more_than_a_form_may_hold_is_refused_with_all_that_came_before_it() -> None:
    user = person(organisation(), "analyst")
    with_authenticator(user)
    told = {"display_name": "New", "language": "en", "file": io.BytesIO(b"x" * (LIMIT + 1))}
    assert signed_in(user).post("/account/settings", told).status_code == 413
    user.refresh_from_db()
    assert user.display_name == ""


def test_every_answer_forbids_what_comes_from_elsewhere_and_is_kept_nowhere(client: Client) -> None:
    answer = client.get("/health/ready")
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["X-Frame-Options"] == "DENY"


def test_a_server_that_lacks_a_table_is_not_ready(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    expected = health._expected() | {("accounts", "9999_to_come")}
    monkeypatch.setattr(health, "_expected", lambda: expected)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json()) == (503, {"database": True, "migrated": False})

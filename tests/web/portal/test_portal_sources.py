"""Nothing but what is published feeds a public page: by the code, which imports nothing else, and by what the database is asked
when the pages are. Pages that need no sign-in are few, and each is named here."""

import ast
import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from tests.web import test_addresses
from tests.web.foundation import test_accounts_addresses
from tests.web.foundation.test_publication_addresses import GET, Scene
from tests.web.walked import table

import tadasu.web.portal
from tadasu.web.project.desks import DESKS

PORTAL = Path(next(iter(tadasu.web.portal.__path__)))

MAY_IMPORT = {
    "tadasu.web.foundation.publication.content",
    "tadasu.web.foundation.publication.grounds",
    "tadasu.web.foundation.publication.models",
    "tadasu.web.foundation.publication.queries",
    "tadasu.web.foundation.publication.shown",
    "tadasu.web.portal",
    "tadasu.web.portal.views",
    "tadasu.web.ui.parts",
    "tadasu.wording",
}
"""All of ours that the portal may know, and of `models` only what is public."""

PUBLISHED = {"published.publication"}
PORTAL_PAGES = {"portal-publications": PUBLISHED, "portal-publication": PUBLISHED, "portal-data": PUBLISHED}
PROJECT_PAGES = {
    "home": {"accounts_organisation"},  # whether this is a demonstration
    "health-alive": set(),
    "health-ready": {"django_migrations", "pg_catalog.pg_class", "pg_catalog.pg_namespace"},
}
SIGNING_IN = {
    "account_login", "account_inactive", "accounts-through", "socialaccount_login_cancelled", "accounts-through-one",
    "saml_metadata", "accounts-invitation", "accounts-reset",
}  # fmt: skip
HOLDERS = {"correspondence-box", "correspondence-counter", "exchange-card", "feedback-voice"}
CALLS = {"applications-begin", "calls-open", "calls-public"}
"""Addresses that answer without sign-in. The portal's are public pages; the project's say that the machine runs; those of signing
in may ask about accounts; those of holders show what belongs to whoever has a code, or the card that an organisation hands to its
peers, and have tests of their own; those of calls show what may be applied for, and lead there
(tests/web/funding/test_calls_pages.py, test_applications_pages.py)."""

OF_ACCOUNTS = ("accounts_", "account_", "socialaccount_", "mfa_", "django_session")

_TABLE = re.compile(r'(?:FROM|JOIN|INTO|UPDATE)\s+((?:"\w+"|\w+)(?:\."\w+"|\.\w+)?)', re.IGNORECASE)


def imports(file: Path) -> Iterator[tuple[str, str]]:
    """Module and name of everything a file imports."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name) for alias in node.names)
        elif isinstance(node, ast.Import):
            yield from ((alias.name, "") for alias in node.names)


FILES = sorted(PORTAL.rglob("*.py"))


def test_the_portal_imports_nothing_else_of_ours_and_asks_no_database_itself() -> None:
    known = [(file, module, name) for file in FILES for module, name in imports(file)]
    assert known
    for file, module, name in known:
        if module.startswith("tadasu"):
            assert module in MAY_IMPORT, file
        assert not module.startswith(("django.db", "psycopg")), file
        if module == "tadasu.web.foundation.publication.models":
            assert name in {"WITHDRAWN", "Publication"}, file
    assert not [file for file in FILES if ".objects" in file.read_text(encoding="utf-8")]


def test_a_public_page_is_drawn_without_the_request() -> None:
    """So that nothing of whoever asks, and no context of the shell, gets into it."""
    text = "".join(file.read_text(encoding="utf-8") for file in FILES)
    assert "render(request" not in text
    assert "request=" not in text


def asked(client: Client, address: str) -> set[str]:
    """Tables that an answer asked for."""
    with CaptureQueriesContext(connection) as found:
        client.get(address)
    return {name.replace('"', "") for one in found for name in _TABLE.findall(one["sql"])}


@pytest.mark.usefixtures("database")
def test_public_pages_ask_for_what_is_published_and_for_nothing_else() -> None:
    scene = Scene()
    for name, cells in table(GET).items():
        if cells["anonymous"] == "200":
            for who in ("anonymous", "publisher"):
                assert asked(scene.client(who), scene.address(name)) == PORTAL_PAGES[name], (name, who)


@pytest.mark.usefixtures("database")
def test_pages_of_the_project_without_sign_in_ask_only_for_their_tables() -> None:
    scene = test_addresses.Scene()
    for name, tables in PROJECT_PAGES.items():
        assert asked(Client(), scene.address(name)) <= tables, name


@pytest.mark.usefixtures("database")
def test_pages_of_signing_in_ask_only_about_accounts() -> None:
    scene = test_accounts_addresses.Scene()
    for name in sorted(SIGNING_IN):
        for one in asked(Client(), scene.address(name)):
            assert one.startswith(OF_ACCOUNTS), name


def address_tables() -> list[ModuleType]:
    """Every table of addresses there is."""
    here = Path(__file__).parents[1]
    files = sorted(here.rglob("test_*_addresses.py"))
    return [
        importlib.import_module(f"tests.web.{'.'.join(file.relative_to(here).with_suffix('').parts)}") for file in files
    ]


def test_what_answers_without_sign_in_is_named_here() -> None:
    """A new page without sign-in fails until somebody has thought about what it shows."""
    found = {
        name
        for module in (test_addresses, *address_tables())
        for name, cells in table(module.GET).items()
        if cells.get("anonymous") == "200"
    }
    assert found == {*PORTAL_PAGES, *PROJECT_PAGES, *SIGNING_IN, *HOLDERS, *CALLS}


def test_the_portal_is_a_desk_of_its_own() -> None:
    assert DESKS["public"] == ("tadasu.web.portal",)

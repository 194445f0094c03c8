"""Debian's Chromium, driven by Playwright: what every test in a real browser shares."""

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from tests.web.made import PASSWORD
from tests.web.made_vault import PHRASE
from tests.web.signing_in import code_of, with_authenticator

from tadasu.web.foundation.accounts.models import User

sync_api = pytest.importorskip("playwright.sync_api")
axe_api = pytest.importorskip("axe_playwright_python.sync_playwright")

CHROMIUM = Path("/usr/bin/chromium")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

BROWSER = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="/usr/bin/chromium is not installed"),
]
"""The marks of such a test."""

BOUND = 20_000
"""Milliseconds that a page may take; more than it ever needs."""


@contextmanager
def launched() -> Iterator[Any]:
    """A browser. Playwright keeps a loop in this thread, which Django takes for asynchronous code that must not touch the
    database."""
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    try:
        with sync_api.sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=FLAGS)
            yield browser
            browser.close()
    finally:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


def opened(chromium: Any, address: str, **more: Any) -> Any:
    """An empty page of a browser that nobody used before."""
    return patient(chromium.new_context(base_url=address, **more).new_page())


def patient(page: Any) -> Any:
    """The same page, with its bound. A click or a key that leads to another page returns once that page is there: Playwright
    itself returns as soon as its address is, and whatever looks then may see half a page or none."""

    def waiting(act: Any) -> Any:
        def acted(*arguments: Any, **more: Any) -> None:
            act(*arguments, **more)
            page.wait_for_load_state()

        return acted

    page.set_default_timeout(BOUND)
    page.click, page.press = waiting(page.click), waiting(page.press)
    return page


def at_work(chromium: Any, address: str, user: User, *, unlocked: bool = True, **more: Any) -> Any:
    """A page of somebody who signed in by the pages, and unlocked their keys."""
    page = opened(chromium, address, **more)
    signs_in(page, user, with_authenticator(user), unlocked=unlocked)
    return page


def signs_in(page: Any, user: User, secret: str, *, unlocked: bool = True) -> None:
    """Password, code, and where wished the passphrase."""
    page.goto("/account/sign-in")
    page.fill("input[name=login]", user.login)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form button >> nth=0")
    page.fill("input[name=code]", code_of(secret))
    page.click("main form button >> nth=0")
    if unlocked:
        page.goto("/vault/keys/unlock")
        page.fill("input[name=passphrase]", PHRASE)
        page.click("main form button >> nth=0")


def pressed(page: Any, act: str) -> None:
    """A button, by what it does."""
    page.click(f"main button[value={act}]")


def pictured(page: Any, name: str = "") -> None:
    """A picture of the page, for whoever looks at it, where `TADASU_PICTURES` names a folder: by number, name or words of its
    address, language and width."""
    if folder := os.environ.get("TADASU_PICTURES"):
        words = [one for one in urlsplit(page.url).path.split("/") if one and not re.fullmatch("[0-9a-f-]{36}", one)]
        language = page.locator("html").get_attribute("lang")
        said = f"{next(_NUMBERS):03}-{name or '-'.join(words) or 'home'}-{language}-{page.viewport_size['width']}"
        page.screenshot(path=Path(folder) / f"{said}.png", full_page=True)


_NUMBERS = count(1)


def barriers(page: Any) -> list[str]:
    """What axe finds; contrast is among the things it looked at. People may look too (`pictured`)."""
    pictured(page)
    found = axe_api.Axe().run(page).response
    assert "color-contrast" in {one["id"] for one in found["passes"]}
    return [f"{one['id']}: {node['target']}" for one in found["violations"] for node in one["nodes"]]

"""What every test of the web project may use; a test elsewhere imports it from `tests.web.running`."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.web.running import client, committed, database, server

__all__ = ["client", "committed", "database", "server"]


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """A browser, for tests marked `tests.web.browser.BROWSER`."""
    from tests.web.browser import launched

    with launched() as browser:
        yield browser

"""A browser without JavaScript before the pages of the design: signed in, and without a database."""

from collections.abc import Iterator

import pytest
from django.test import Client
from tests.web.ui.live import without_database


@pytest.fixture
def visitor() -> Iterator[Client]:
    """Asks in English unless told otherwise."""
    with without_database():
        yield Client(headers={"accept-language": "en"})


@pytest.fixture
def japanese() -> Iterator[Client]:
    """Asks in Japanese."""
    with without_database():
        yield Client(headers={"accept-language": "ja"})

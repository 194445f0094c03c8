"""Lists in force for every test of the programming interface."""

from pathlib import Path

import pytest
from tests.web.made_api import store_lists

from tadasu.web.api import door
from tadasu.web.api._rate import Rate


@pytest.fixture(scope="session")
def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two invented lists."""
    folder = tmp_path_factory.mktemp("lists")
    store_lists(folder)
    return folder


@pytest.fixture(autouse=True)
def in_force(stored: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """They are in force, and nobody has asked anything yet."""
    monkeypatch.setenv("TADASU_DATA", str(stored))
    monkeypatch.setattr(door, "RATE", Rate(per_minute=600_000))
    return stored

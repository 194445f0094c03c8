"""Fixtures every room may use."""

import os
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("tadasu", deadline=None)
settings.load_profile("tadasu")
"""No test is timed: a busy machine makes none fail."""


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of real public data that is never shipped; a test that needs it skips visibly on a checkout without it."""
    folder = Path(os.environ.get("TADASU_SHARED_DATA") or Path(__file__).parents[2] / "shared" / "data")
    if not folder.is_dir():
        pytest.skip("the shared real data is not on this machine (set TADASU_SHARED_DATA)")
    return folder

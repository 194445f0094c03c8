"""What tests of evidence leave in the vault's folder is taken away: a rollback does not reach the disk."""

from collections.abc import Iterator

import pytest

from tadasu.web.foundation.vault import _files


@pytest.fixture(autouse=True)
def nothing_left() -> Iterator[None]:
    """After each test."""
    yield
    for name in list(_files.names()):
        _files.remove(name)

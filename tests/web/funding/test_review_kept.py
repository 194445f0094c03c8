"""What the database itself refuses in a review."""

import pytest

pytestmark = pytest.mark.usefixtures("database")


def test_nothing() -> None:
    from tadasu.web.funding.review.models import Review

    assert Review.objects.count() == 0

"""The demonstration: one notice that two invented people signed, one table that waits; made once, and marked as invented."""

import pytest

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.foundation.accounts.demo import organisations, people
from tadasu.web.foundation.publication import queries
from tadasu.web.foundation.publication.content import read
from tadasu.web.foundation.publication.demo import publications
from tadasu.web.foundation.publication.models import Proposal


@pytest.mark.usefixtures("database")
def test_the_demonstration_has_one_that_is_public_and_one_that_waits_both_invented() -> None:
    people()
    assert publications() == publications() == 2
    (row,) = queries.public()
    assert row.content is not None
    content = read(row.content)
    assert content.invented
    assert "(invented)" in content.document["title"]["en"]
    assert "架空" in content.document["title"]["ja"]
    with acting(steward(organisations()["customs"])):
        waiting = Proposal.objects.get(state="open")
        assert queries.standing(waiting).state == "checked"
        assert "架空" in read(waiting.content).document["title"]["ja"]

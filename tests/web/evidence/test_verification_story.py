"""Steps 1 to 4 of the mission: four items, three origins, a conclusion, a finding in force that the engine takes."""

from datetime import date

import numpy as np
import pytest
from tests.web.made_inquiry import MILL, WHY, Desk
from tests.web.recorded import recorded

from tadasu.schema import Entity, EntityId, GoodOfCompany, ListId, Origin
from tadasu.screening import Index, screen
from tadasu.tracing import Numbers, Trade, seeds, trace
from tadasu.web.evidence.verification import actions
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.findings import queries as findings
from tadasu.web.foundation.findings.actions import sign as put_into_force

pytestmark = pytest.mark.usefixtures("database")


def test_four_items_of_three_origins_become_a_finding_in_force() -> None:
    desk = Desk()
    inquiry = desk.whole()
    made = desk.weighing(inquiry)
    assert made.weighed.independence.count == 3
    (echo,) = made.weighed.independence.echoes
    assert (echo.piece, echo.because, echo.origins) == (
        str(desk.items["article"]),
        (str(desk.items["pictures"]),),
        ("person-1",),
    )
    assert (made.weighed.standard, made.signed.standard) == ("reasonable-indication", "substantiated")
    conclusion = desk.concluded(inquiry)
    desk.signed(inquiry)
    with acting(desk.verifier.actor):
        version = actions.prepare_finding(desk.verifier.actor, inquiry=inquiry.id, number=1, reason=WHY)
        assert findings.as_list(desk.verifier.actor, desk.place.id).findings == ()
    with acting(desk.editor):
        put_into_force(desk.editor, version=version.id, reason=WHY)
        listed = findings.as_list(desk.editor, desk.place.id)
        content = findings.content_of(version)
    (finding,) = listed.findings
    assert finding.basis == f"inquiry:{inquiry.id}:{conclusion.number}"
    assert isinstance(finding.subject, GoodOfCompany)
    assert (finding.subject.good, finding.issue.value, finding.strength, finding.period.start) == (
        "5205",
        "state-imposed-forced-labour",
        made.signed.strength,
        date(2026, 3, 1),
    )
    assert (content.standard, content.indicators, content.contrary) == (
        "substantiated",
        ("restriction-of-movement",),
        "none-found",
    )
    mine = Entity(id=EntityId("mine"), schema="Company", name=MILL, origin=Origin(list_id=ListId("mine"), row=1))
    (match,) = screen([mine], Index.build(listed.entities)).matches
    assert (match.entity_id, match.list_id) == (finding.subject.company, "findings")
    days = [20_600, 20_610, 20_400]  # the mill sells yarn to a weaver, the weaver cloth on; one sold before March
    trade = Trade.build(seller=[0, 1, 0], buyer=[1, 2, 3], product=[0, 1, 0], day=days, weight=[0, 0, 0])
    numbers = Numbers(
        companies={finding.subject.company: 0}, products=("5205", "5208"), countries=("cn",), places=("", "", "", "")
    )
    reached = trace(trade, seeds(listed.findings, trade, numbers).strength, np.array([[1, 1], [0, 1]], np.uint8))
    assert sorted(trade.row[reached.declaration].tolist()) == [0, 1]


def test_every_act_stands_in_the_record_without_a_word_of_the_claim() -> None:
    desk = Desk()
    inquiry = desk.whole()
    desk.concluded(inquiry)
    desk.signed(inquiry)
    entries = [one for one in recorded(organisation=desk.place.id) if one.act.startswith("verification.")]
    acts = [one.act.partition(".")[2] for one in entries]
    assert acts == [
        "open", "take", "take", "take", "take", "name-origin", "name-origin",
        "assess", "assess", "assess", "assess", "conclude", "sign",
    ]  # fmt: skip
    assert {one.subject_id for one in entries} == {inquiry.id}
    said = " ".join(str(one.text.detail) + one.text.reason for one in entries)
    assert MILL not in said
    assert "spinning" not in said

"""Awards: a chain of two who pass on, the outlet below the first, one that passes on beside them, and one that nobody
but its readers knows of."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.http import QueryDict

from tadasu.web.foundation.correspondence.actions.source import send_file, write
from tadasu.web.foundation.vault.incoming import arriving
from tadasu.web.foundation.vault.receiving import Received
from tadasu.web.funding.applications.models import Application
from tadasu.web.funding.awards import actions
from tadasu.web.funding.awards.actions import Begun, Part
from tadasu.web.funding.awards.models import Award
from tadasu.web.funding.demonstration import _granting
from tadasu.web.funding.demonstration._applying import coming, visiting
from tadasu.web.funding.demonstration._books import Books
from tadasu.web.funding.demonstration._stage import OFFICER, ORGANISER, PAYER, PAYER_2, RELAY, SECOND, Stage, told
from tadasu.web.funding.intermediaries.actions import Said, Stated, acknowledge, attest, judge, set_terms
from tadasu.web.funding.intermediaries.models import Terms
from tadasu.web.funding.intermediaries.words import words

_YEAR = timedelta(days=364)
_LARGEST = 1_000_000
_SECONDS = 4
"""Of the recording in which the outlet reports: silence."""


def chain(stage: Stage, books: Books) -> list[Award]:
    """From the top; each has said yes to what it owes, is paid, and attests what it passed on to whom we do not know."""
    made: list[Award] = []
    for said in told()["awards"]["chain"]:
        above = made[-1] if made else None
        award = _passing(stage, books, said, above)
        terms = stage.does(
            OFFICER, set_terms, award=award.id, said=Said(protection=1, holder=None if above else stage.partner.id)
        )
        agrees(stage, award, terms, by_people=above is None)
        _granting.screened(stage, award)
        for number in (1, 2):
            _granting.paid(stage, award, number)
        made.append(award)
    for award, said in zip(made, told()["awards"]["chain"], strict=True):
        _attests(stage, award, said["attested"])
    return made


def beside(stage: Stage, books: Books) -> Award:
    """One that passes on, and has not said yes yet: nothing is paid."""
    award = _passing(stage, books, told()["awards"]["other"], None)
    stage.does(OFFICER, set_terms, award=award.id, said=Said(protection=1))
    return award


def outlet(stage: Stage, books: Books, application: Application, parent: Award, amount: int) -> Award:
    """From the decision, through a fiscal sponsor, below an intermediary: one tranche paid, a spoken report, the next one due."""
    begun = Begun(
        line=parent.line, amount=amount, currency="JPY", level=1, lane="core", risk="high", region=application.region,
        starts_on=stage.today, ends_on=stage.today + _YEAR, applicant_type="exile",
        readers=(stage.id(SECOND), stage.id(PAYER), stage.id(PAYER_2)), identity=_identity("outlet"),
    )  # fmt: skip
    award = stage.does(OFFICER, actions.award_from_decision, application=application.id, begun=begun, parent=parent.id)
    half = amount // 2
    parts = (Part(amount=half, due_on=stage.today), Part(amount=amount - half, milestone="report-accepted"))
    _granting.agreed(stage, award, parts)
    _granting.paid(stage, award, 1, "host")
    with visiting("outlet") as visit, arriving(_LARGEST) as incoming:
        incoming.take(_silence())
        incoming.end()
        letter = send_file(visit, received=Received(incoming, "report (invented · 架空).wav", "audio/wav", QueryDict()))
        actions.tell(visit, award=award.id, number=1, letter=letter)
    stage.does(OFFICER, actions.judge_report, award=award.id, number=1, accepted=True)
    stage.does(OFFICER, actions.reach, award=award.id, number=2)
    _granting.prepared(stage, award, 2, "host")
    return award


def hidden(stage: Stage, books: Books) -> Award:
    """By the second officer, the organiser and the second payer: nobody else knows of it, the first officer neither."""
    said = told()["awards"]["hidden"]
    identity = {"names": said["names"], "people": said["people"]}
    begun = Begun(
        line=books.lines["B-1"].id, amount=said["amount"], currency="JPY", level=3, lane="emergency", risk="high",
        region=said["region"], starts_on=stage.today, ends_on=stage.today + timedelta(days=60),
        applicant_type="individual", readers=(stage.id(ORGANISER), stage.id(PAYER_2)),
        identity=identity,
    )  # fmt: skip
    award = stage.does(SECOND, actions.begin_award, organisation=stage.place.id, begun=begun)
    parts = (Part(amount=award.amount, due_on=stage.today),)
    _granting.agreed(stage, award, parts, by=(SECOND, ORGANISER))
    _granting.screened(stage, award, SECOND)
    _granting.paid(stage, award, 1, "supplier", by=(SECOND, PAYER_2))
    return award


def _passing(stage: Stage, books: Books, said: Mapping[str, Any], above: Award | None) -> Award:
    amount: int = said["amount"]
    begun = Begun(
        line=books.lines["A-1"].id, amount=amount, currency="JPY", level=1, lane="core", risk="medium",
        region=said["region"], starts_on=stage.today, ends_on=stage.today + _YEAR, applicant_type="host",
        readers=(stage.id(SECOND), stage.id(PAYER)), identity={"names": said["names"]}, passes_on=True,
        overhead_points=said["overhead"],
    )  # fmt: skip
    if above is None:
        award = stage.does(OFFICER, actions.begin_award, organisation=stage.place.id, begun=begun)
    else:
        award = stage.does(OFFICER, actions.sub_award, parent=above.id, begun=begun)
    first = amount // 2
    parts = (Part(amount=first, due_on=stage.today), Part(amount=amount - first, due_on=stage.today))
    return _granting.agreed(stage, award, parts)


def agrees(stage: Stage, award: Award, terms: Terms, *, by_people: bool) -> None:
    """By its people here, or in a letter through a box that was handed out, of which an officer notes the number."""
    codes = list(words("duties"))
    if by_people:
        stage.does(RELAY, acknowledge, terms=terms.id, codes=codes)
        return
    code = stage.does(OFFICER, actions.hand_out_box, award=award.id).code
    with coming(code) as visit:
        letter = write(visit, text=told()["awards"]["letter"])
    stage.does(OFFICER, acknowledge, terms=terms.id, codes=codes, letter=letter)


def _attests(stage: Stage, award: Award, said: Mapping[str, Any]) -> None:
    """In counts, sums, months and bands; somebody who did not sign looks at it."""
    month = stage.today.replace(day=1)
    stated = Stated(
        first=_months_before(month, 2), last=month, sub_grants=said["sub_grants"], amount=said["amount"],
        currency="JPY", regions=said["regions"], due_diligence=True, screening=True, protected=True,
    )  # fmt: skip
    who = RELAY if award.parent_id is None else OFFICER
    terms = stage.does(OFFICER, lambda actor: Terms.objects.get(award=award.id).id)
    made = stage.does(who, attest, terms=terms, stated=stated)
    stage.does(SECOND, judge, attestation=made.id)


def _identity(name: str) -> dict[str, str]:
    """What an officer writes down of an applicant."""
    said = told()["applications"][name]["answers"]
    names = "\n".join(one for one in (said["name"], said["other-names"]) if one)
    return {"names": names, "people": said["people"], "sponsor": said["sponsor-name"]}


def _months_before(month: date, number: int) -> date:
    count = month.year * 12 + month.month - 1 - number
    return date(count // 12, count % 12 + 1, 1)


def _silence() -> bytes:
    """A recording in which nobody speaks."""
    rate = 8000
    data = bytes([128]) * rate * _SECONDS
    head = b"WAVEfmt " + b"".join(
        number.to_bytes(size, "little")
        for number, size in ((16, 4), (1, 2), (1, 2), (rate, 4), (rate, 4), (1, 2), (8, 2))
    )
    body = head + b"data" + len(data).to_bytes(4, "little") + data
    return b"RIFF" + len(body).to_bytes(4, "little") + body

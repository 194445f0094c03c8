"""How a release is made beside a file that does not agree with our books: attacked by two readers of it."""

from dataclasses import replace

from tests.release.grants_made import POLICY, TODAY, identifiers, portfolio

from tadasu.release import Knowledge, Level, attack
from tadasu.web.funding.publishing._making import Before, Wanted, insiders_of, made, raids_on
from tadasu.web.funding.publishing._theirs import knows_all

LAST_YEAR = TODAY.replace(year=2025)
"""The files of these portfolios tell of a year that may not be told then: they seem to be wrong."""


def test_a_doubted_file_is_attacked_with_as_it_is_too() -> None:
    """Whoever has it knows less than all that went through its intermediary: what is safe from the one is not from the other."""
    grants, files = portfolio(135)
    grants = [one for one in grants if one.level is not Level.WITHHELD]
    wanted = Wanted(grants=grants, policy=POLICY, today=LAST_YEAR, identifiers=identifiers(grants), theirs=tuple(files))
    found = made(wanted)
    assert found.doubted
    assert {one.code for one in found.problems} >= {"attack-worked-out"}
    all_known = [knows_all(one.intermediary) if one.intermediary in found.doubted else one for one in files]
    public = [one for one in grants if one.level is Level.PUBLIC]
    knowledge = Knowledge(
        grants=(*found.safe.counted, *public),
        identifiers=identifiers(grants),
        theirs=all_known,
        raids=raids_on(found.safe.release),
        insiders=insiders_of(POLICY, found.safe),
    )
    assert attack(found.safe.release, knowledge, POLICY) == ()
    assert attack(found.safe.release, replace(knowledge, theirs=files), POLICY) == found.problems


def test_beside_files_that_agree_or_none_nothing_is_attacked_twice() -> None:
    grants, files = portfolio(0)
    grants = [one for one in grants if one.level is not Level.WITHHELD]
    for theirs in ((), tuple(files)):
        found = made(Wanted(grants=grants, policy=POLICY, today=TODAY, identifiers=identifiers(grants), theirs=theirs))
        assert (found.doubted, found.problems) == ((), ())


def test_a_grant_that_becomes_public_after_it_was_told_neutrally_does_not_keep_all_releases_back() -> None:
    """It stays what it was in its closed year, and its grantee is known from then on."""
    grants, _ = portfolio(38)
    grants = [one for one in grants if one.level is not Level.WITHHELD]
    wanted = Wanted(grants=grants, policy=POLICY, today=LAST_YEAR, identifiers=identifiers(grants))
    first = made(wanted)
    recorded = next(one.id for one in first.safe.release.records if not one.public)
    told = next(one for one in grants if wanted.identifiers[one.key] == recorded)
    public = [replace(one, level=Level.PUBLIC) if one.key == told.key else one for one in grants]
    before = Before(releases=(first.safe.release,), counted=first.safe.counted)
    second = made(replace(wanted, grants=public, today=TODAY, before=before))
    assert (first.problems, second.problems) == ((), ())

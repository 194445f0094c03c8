"""The findings in force as files: read back by the engine they say the same, and lead to a page and no further."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.web.foundation.vault_browser import text
from tests.web.made import organisation, person
from tests.web.made_findings import WHY, Desk, content
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.readers import read_entities, read_findings
from tadasu.schema import (
    CompanySubject,
    GoodOfCompany,
    GoodOfCountry,
    GoodOfPlace,
    Identifier,
    PlaceSubject,
    Subject,
)
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.findings import listing
from tadasu.web.foundation.findings._document import Named
from tadasu.web.foundation.findings.actions import withdraw
from tadasu.web.foundation.findings.queries import as_list

pytestmark = pytest.mark.usefixtures("database")


def saved(desk: Desk, folder: Path) -> tuple[Path, Path]:
    """Both files."""
    with acting(desk.editor):
        made = listing.findings_file(desk.editor, desk.place.id, page=lambda id: f"https://example.invalid/{id}")
        named = listing.companies_file(desk.editor, desk.place.id)
    (folder / "findings.csv").write_text(made, encoding="utf-8")
    (folder / "companies.csv").write_text(named, encoding="utf-8")
    return folder / "findings.csv", folder / "companies.csv"


def test_what_the_engine_reads_back_is_what_is_in_force(tmp_path: Path) -> None:
    desk = Desk()
    version = desk.in_force()
    desk.concluded()
    read = read_findings(saved(desk, tmp_path)[0])
    (finding,) = read.findings
    with acting(desk.editor):
        (kept,) = as_list(desk.editor, desk.place.id).findings
    assert isinstance(finding.subject, CompanySubject)
    assert replace(finding, id=kept.id, basis=kept.basis, source_url=kept.source_url) == kept
    assert finding.source_url == f"https://example.invalid/{version.id}"
    assert finding.basis == f"finding {version.finding} version 1", "what it rests on stays where it is"
    assert kept.basis not in (tmp_path / "findings.csv").read_text(encoding="utf-8")
    (company,) = read_entities(tmp_path / "companies.csv").entities
    assert (company.id, company.name, company.aliases, company.countries) == (
        finding.subject.company,
        "Tezgul Mill (invented)",
        ("テズグル工場（架空）",),
        ("uz",),
    )


def test_a_good_and_a_name_that_a_spreadsheet_would_run_are_told_as_they_are(tmp_path: Path) -> None:
    desk = Desk()
    made = content('=Mill, "Tezgul"; (invented)')
    desk.in_force(
        finding=replace(made.finding, subject=GoodOfCompany(good="5205", company=made.finding.subject.company)),  # type: ignore[union-attr]
        named=made.named,
    )
    (finding,) = read_findings(saved(desk, tmp_path)[0]).findings
    assert isinstance(finding.subject, GoodOfCompany)
    assert finding.subject.good == "5205"
    assert "'=Mill" in (tmp_path / "findings.csv").read_text(encoding="utf-8")


SUBJECTS: Sequence[Subject] = (
    PlaceSubject(place="cn-653200"),
    GoodOfPlace(good="5205", place="cn-653200"),
    GoodOfCountry(good="5201", country="uz"),
)


@pytest.mark.parametrize("subject", SUBJECTS, ids=lambda one: type(one).__name__)
def test_of_a_place_and_of_a_good_of_a_country_the_engine_reads_back_the_same(subject: Subject, tmp_path: Path) -> None:
    desk = Desk()
    made = content()
    desk.in_force(finding=replace(made.finding, subject=subject), named=Named(names=()))
    findings, companies = saved(desk, tmp_path)
    read = read_findings(findings)
    assert [one.subject for one in read.findings] == [subject]
    assert companies.read_text(encoding="utf-8").count("\n") == 1, "no company is named"


def test_a_company_of_two_findings_has_the_names_of_both(tmp_path: Path) -> None:
    desk = Desk()
    lei = Identifier(scheme="lei", value="529900T8BM49AURSDO55")
    desk.in_force()
    other = replace(content("Tezgul Spinning (invented)").named, identifiers=(lei,), countries=("uz",))
    desk.in_force(named=other)
    (company,) = read_entities(saved(desk, tmp_path)[1]).entities
    assert {company.name, *company.aliases} == {
        "Tezgul Mill (invented)",
        "Tezgul Spinning (invented)",
        "テズグル工場（架空）",
    }
    assert [one.value for one in company.identifiers] == [lei.value]


@pytest.mark.parametrize("sign", [";", "|", '"', "'", ",", "\N{FULLWIDTH SEMICOLON}", "=", "+"])
def test_a_name_stays_one_name_whatever_signs_are_in_it(sign: str, tmp_path: Path) -> None:
    desk = Desk()
    names = (f"{sign}Mill{sign} Tezgul", f"{sign}Other{sign} name", "テズグル工場（架空）")
    desk.in_force(named=replace(content().named, names=names))
    (company,) = read_entities(saved(desk, tmp_path)[1]).entities
    assert len((company.name, *company.aliases)) == 3
    assert all(one.count("Mill") + one.count("Other") <= 1 for one in (company.name, *company.aliases))
    assert "Tezgul" in company.name


def test_however_many_there_are_the_database_is_asked_once(tmp_path: Path) -> None:
    desk = Desk()
    for _ in range(3):
        desk.in_force()
    with acting(desk.editor), CaptureQueriesContext(connection) as few:
        listing.findings_file(desk.editor, desk.place.id, page=str)
        listing.companies_file(desk.editor, desk.place.id)
    for _ in range(9):
        desk.in_force()
    with acting(desk.editor), CaptureQueriesContext(connection) as many:
        listing.findings_file(desk.editor, desk.place.id, page=str)
        listing.companies_file(desk.editor, desk.place.id)
    assert len(few) == len(many)


def test_what_is_withdrawn_is_in_neither_file_and_an_empty_one_has_its_head(tmp_path: Path) -> None:
    desk = Desk()
    version = desk.in_force()
    with acting(desk.editor):
        withdraw(desk.editor, version=version.id, code="mistaken", reason=WHY)
    for file in saved(desk, tmp_path):
        assert file.read_text(encoding="utf-8").count("\n") == 1


def test_nobody_else_gets_them() -> None:
    desk, stranger = Desk(), Desk(organisation())
    with acting(stranger.editor), pytest.raises(Refused):
        listing.findings_file(stranger.editor, desk.place.id, page=str)
    with acting(stranger.editor), pytest.raises(Refused):
        listing.companies_file(stranger.editor, desk.place.id)


def test_the_page_offers_them_once_there_is_something_in_them() -> None:
    desk = Desk()
    user = person(desk.place, "editor")
    with_authenticator(user)
    page = signed_in(user)
    where = reverse("findings-list", args=[desk.place.id])
    assert "--findings" not in text(page.get(where))
    version = desk.in_force()
    assert "--findings findings.csv" in text(page.get(where))
    answer = page.get(reverse("findings-file", args=[desk.place.id]))
    assert answer.headers["Content-Disposition"] == 'attachment; filename="findings.csv"'
    assert f"http://testserver{reverse('findings-one', args=[version.id])}" in answer.content.decode()

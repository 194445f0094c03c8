"""Ten invented companies on 25 November 2026: what every regime says of them, read from the reference by hand."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from tadasu.law import Answer, Asked, Family, Verdict, answer, company_from_pairs, regimes

ON = date(2026, 11, 25)
FOLDER = Path(__file__).parent / "companies"
SHEETS = sorted(path.stem for path in FOLDER.glob("*.yaml"))
VERDICTS = ("in", "out", "undetermined", "conflict")
STANDINGS = {
    **dict.fromkeys(
        ("au-msa", "ca-import-ban", "ca-s211", "ch-ddtr", "ch-nfr", "de-lksg", "eu-3tg", "eu-csrd"), "in_force"
    ),
    **dict.fromkeys(("fr-vigilance", "gb-msa54", "mx-import-ban", "no-transparency", "us-ca-tsca"), "in_force"),
    **dict.fromkeys(("us-s301-forced-labour", "us-s307", "us-uflpa"), "in_force"),
    **dict.fromkeys(("eu-batteries", "eu-csddd", "eu-eudr", "eu-flr"), "adopted"),
    **dict.fromkeys(("ca-c251", "kr-bill"), "bill"),
    **dict.fromkeys(("jp-guidelines-2022", "jp-procurement-2023"), "guidance"),
    **dict.fromkeys(("jp-model-due-diligence", "jp-model-goods"), "model"),
    **dict.fromkeys(("kh-commitment", "my-commitment"), "commitment"),
    "th-draft": "draft",
}
"""What each regime is on the day; a policy of funding asks about applicants, not about companies."""

each_sheet = pytest.mark.parametrize("sheet", SHEETS)


def read(sheet: str) -> Mapping[str, Any]:
    """A sheet with every scalar as the text that stands there."""
    found: Mapping[str, Any] = yaml.load((FOLDER / f"{sheet}.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return found


def pairs(facts: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    """Facts as they are written on a command line: another way than the readers of YAML."""
    found = []
    for name, value in facts.items():
        if name == "previous":
            found += pairs(value, f"{before}previous.")
        elif isinstance(value, dict):
            found += [(before + name, one) for one in value.values()]
        else:
            found.append((before + name, ";".join(value) or ";" if isinstance(value, list) else value))
    return found


def answers(sheet: str) -> dict[str, Answer]:
    company = company_from_pairs(pairs(read(sheet)["company"]))
    asked = [one for one in regimes().values() if one.family is not Family.FUNDING]
    return {one.id: answer(one, company, Asked(on=ON)) for one in asked}


def test_there_are_ten_kinds_of_companies() -> None:
    assert len(SHEETS) == 10


@each_sheet
def test_every_regime_says_of_the_company_what_the_reference_says(sheet: str) -> None:
    expected = {key: verdict for verdict in VERDICTS for key in read(sheet).get(verdict, ())}
    assert {key: one.verdict.name.lower() for key, one in answers(sheet).items()} == expected


@each_sheet
def test_it_asks_for_the_facts_that_are_missing_and_names_the_disputed_ones(sheet: str) -> None:
    found, said = answers(sheet), read(sheet)
    for key, one in found.items():
        assert sorted({each.fact for each in one.ask}) == sorted(said.get("undetermined", {}).get(key, ())), key
        assert sorted({each.fact for each in one.between}) == sorted(said.get("conflict", {}).get(key, ())), key
        assert one.rates == (), key


@each_sheet
def test_it_is_what_it_is_on_the_day_and_begins_when_the_reference_says(sheet: str) -> None:
    found = answers(sheet)
    assert {key: one.status.standing.value if one.status else "" for key, one in found.items()} == STANDINGS
    for key, days in read(sheet).get("days", {}).items():
        own = {one.what: one.on.isoformat() for one, sure in found[key].milestones if sure is Verdict.IN}
        assert {what: own.get(what) for what in days} == days, key

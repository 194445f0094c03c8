"""The table of cases: a case once however many days and settings it holds for, a variant by what differs, what it hinges on."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from tests.reports.regime_made import whole_regime

from tadasu.law import LATEST, Claims, Company, Example, FactId, FactOfYear, Hinge, Standing, Turn
from tadasu.reports._regime_cases import CaseRow, case_rows
from tadasu.wording import LANGUAGES, Language

NUMBER, SEAT = FactId("employees_group"), FactId("seat")
FACTS: dict[tuple[FactId, int], Claims] = {(SEAT, 0): {"": "jp"}, (NUMBER, 0): {"": Decimal(5678)}}
CASE = Example(
    names={"en": "At the number", "ja": "ちょうど基準"},
    number=(3,),
    on=date(2026, 6, 30),
    known=LATEST,
    company=Company(FACTS),
    then="in",
    chosen={"who": "large"},
)


def rows(*examples: Example, language: Language = "en") -> list[CaseRow]:
    return list(case_rows(examples, whole_regime(), language))


def variant(company: Company = CASE.company, **changed: str) -> Example:
    return replace(CASE, number=(3, 2), company=company, names={"en": "Else", "ja": "別"}, chosen=changed)


def test_a_case_of_several_days_and_settings_is_one_row() -> None:
    later = replace(CASE, on=date(2026, 7, 1), chosen={"who": "all"})
    (row,) = rows(CASE, later)
    assert row.name == ("3. At the number",)
    assert row.days == ("30 June 2026", "1 July 2026")
    assert row.company[-1] == "set: Who is bound = each of: Large companies; All of them"
    (row,) = rows(CASE, later, language="ja")
    assert row.company[-1].startswith("設定：")
    assert row.company[-1].endswith("のそれぞれ")


def test_a_variant_says_what_differs_and_of_which_case() -> None:
    assert rows(CASE, variant(who="large"))[1].company == ("as in 3",)
    less = Company({(SEAT, 0): {"": "jp"}, (FactId("sells_in"), 0): {"": frozenset({"de"})}})
    _, row = rows(CASE, variant(less))
    assert row.name == ("3.2. Else",)
    assert row.company == (
        "as in 3, but:",
        "Places where it sells goods or services: Germany",
        "Employees of the group, worldwide: not known",
        "as the law has it: Who is bound",
    )
    _, row = rows(CASE, variant(less), language="ja")
    assert row.company[0] == "3と同じ。ただし："


def test_a_variant_does_not_repeat_the_several_settings_of_its_case() -> None:
    both = [replace(CASE, chosen={"who": word}) for word in ("large", "all")]
    assert rows(*both, *(replace(one, number=(3, 1)) for one in both))[1].company == ("as in 3",)
    assert rows(*both, variant(who="all"))[1].company == ("as in 3, but:", "set: Who is bound = All of them")


def test_what_a_case_hinges_on_is_a_row_below_it() -> None:
    hinge = Hinge(fact=FactOfYear(NUMBER, 0), claim=Decimal(5677), turn=Turn.OTHER)
    turned = [
        replace(CASE, then=then, hinge=replace(hinge, turn=turn))
        for turn, then in zip(Turn, ("out", "undetermined", "conflict"), strict=True)
    ]
    case, below = rows(CASE, *turned)
    assert case.answer == ("in",)
    assert below == CaseRow(
        name=("3 hinges on each of these",),
        days=("30 June 2026",),
        company=("Employees of the group, worldwide: 5,677",),
        answer=(
            "if it is so instead: out",
            "if it is not known: undetermined, and it is asked for",
            "if sources claim both: conflict",
        ),
    )


def test_what_the_law_of_the_day_is_stands_below_the_answer() -> None:
    duty, ban = whole_regime().duties[0], whole_regime().prohibitions[0]
    said = replace(
        CASE,
        status=(Standing.ADOPTED, date(2024, 1, 1)),
        applies=(date(2027, 1, 1),),
        numbers={"size": Decimal(5678), "fine": None},
        duties={duty.id: True},
        prohibitions={ban.id: False},
    )
    assert rows(said)[0].answer == (
        "in",
        "status: adopted, not yet applied, since 1 January 2024",
        "applies: 1 January 2027",
        "Least size: 5,678",
        f"{whole_regime().parameters['fine'].names['en']}: none",
        f"duty: {duty.names['en']}",
        f"no ban: {ban.names['en']}",
    )
    (row,) = rows(replace(CASE, status=(Standing.IN_FORCE, None), applies=()))
    assert row.answer == ("in", "status: in force", "no day of application is told")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_cell_is_empty_in_either_language(language: Language) -> None:
    found = rows(CASE, variant(Company({})), replace(variant(), number=(4,)), language=language)
    assert all(all(cell) and all(line for line in cell) for row in found for cell in row)

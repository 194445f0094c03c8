"""A regime as text: every number has beside it where it is written, what it was in law, how sure we are, who read the text."""

import re
from dataclasses import replace
from datetime import date

import pytest
from tests.law.made import regime
from tests.reports.regime_made import CHANGE, FINE, small_procedure, whole_regime

from tadasu.law import Always, Chosen, Regime, Standing
from tadasu.reports import procedure_text, regime_text
from tadasu.reports._path_wrap import cells
from tadasu.wording import LANGUAGES, Language

MARKS = {
    "en": re.compile(
        r"\((in force|model of ours, not law); (sure|to be checked); (official text read|text not read)\)"
    ),
    "ja": re.compile(r"（(施行中|モデル案（法ではない）)・(確実|要確認)・(公式文書を確認済み|本文は未確認)）"),
}
AFTER = date(2026, 6, 30)


def told(one: Regime, *, on: date = AFTER, language: Language = "en") -> list[str]:
    return list(regime_text(one, on=on, language=language))


def joined(one: Regime, *, on: date = AFTER, language: Language = "en") -> str:
    return " ".join(" ".join(told(one, on=on, language=language)).split())


def standing(kind: Standing) -> Regime:
    (status,) = whole_regime().status
    return replace(whole_regime(), status=(replace(status, standing=kind),))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_has_its_mark_beside_it(language: Language) -> None:
    """1,234 and 5,678 among the numbers, 5,678 in the test of who is bound and in that of the day, and 3.5 %."""
    said = joined(whole_regime(), language=language)
    mark = MARKS[language].pattern
    assert len(re.findall(rf"(?:1,234|5,678|3\.5).{{1,120}}?{mark}", said)) == 5
    assert said.count("5,678") == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_is_wider_than_a_terminal_but_an_address(language: Language) -> None:
    lines = told(whole_regime(), language=language)
    assert all(cells(line) <= 80 for line in lines if "https://" not in line)
    assert "    https://law.example.org/g" in lines


def test_what_is_no_law_says_so_before_anything_else() -> None:
    for kind in Standing:
        said = joined(standing(kind)).partition("What it is about")[0]
        law = kind in (Standing.IN_FORCE, Standing.ADOPTED, Standing.SUSPENDED, Standing.REPEALED)
        assert ("This is not law." in said) is not law
        assert ("binds nobody on this day" in said) is (kind in (Standing.SUSPENDED, Standing.REPEALED))
    assert "(model of ours, not law; to be checked; text not read)" in joined(standing(Standing.MODEL))


def test_before_it_is_anything_it_does_not_exist() -> None:
    said = joined(whole_regime(), on=date(2020, 1, 1))
    assert "On 1 January 2020: nothing yet" in said
    assert "On this day it does not exist yet." in said


@pytest.mark.parametrize(("on", "number"), [(date(2025, 12, 31), "1,234"), (CHANGE, "5,678")])
def test_the_numbers_of_the_day_are_in_the_test_and_all_values_are_listed(on: date, number: str) -> None:
    said = joined(whole_regime(), on=on)
    assert f"Employees of the group, worldwide: more than {number} " in said
    assert re.findall(r"([\d,]+); [^;]+; learned 1 January 2024; holds on this day", said)[0] == number
    assert "1,234; 1 January 2024 to 31 December 2025; learned 1 January 2024" in said
    assert "5,678; from 1 January 2026; learned 1 January 2024" in said


def test_a_choice_is_answered_by_what_it_is_set_to_and_the_others_are_listed() -> None:
    said = joined(whole_regime())
    scope = said.partition("Whom it binds")[2].partition("Numbers")[0]
    assert "With the choices as they are set on this day" in scope
    assert "set to" not in scope
    assert "Another choice: All of them: A petition, as in xx-other [gazette] (official text read)" in said


def test_a_number_that_does_not_hold_on_the_day_is_said_to_be_missing() -> None:
    (size, *_) = whole_regime().parameters.values()
    late = replace(size, values=size.values[1:])
    said = joined(replace(whole_regime(), parameters={**whole_regime().parameters, "size": late}), on=date(2025, 1, 1))
    assert "Employees of the group, worldwide: more than ? no number on this day" in said


def test_everyone_is_bound_where_there_is_no_test_or_none_is_left() -> None:
    assert "Everyone: there is no test of who is bound." in joined(regime())
    assert "Everyone: there is no test of who is bound." in joined(replace(regime(), scope=Always()))
    nobody = replace(whole_regime(), scope=Chosen(parameter="who", word="all"))
    assert "Nobody, by the choices of this day." in joined(nobody)


def test_a_duty_that_is_over_says_so() -> None:
    assert "until 30 June 2024 (not on this day)" in joined(whole_regime())
    assert "(not on this day)" not in joined(whole_regime(), on=date(2024, 3, 1))


def test_a_ban_says_between_which_days_it_is_the_law() -> None:
    (first, *others) = whole_regime().prohibitions
    one = replace(whole_regime(), prohibitions=(replace(first, start=date(2027, 1, 1)), *others))
    assert "import; sale at home from 1 January 2027 (not on this day) To be shown" in joined(one)
    assert "import; sale at home from 1 January 2027 To be shown" in joined(one, on=date(2027, 1, 1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_is_there(language: Language) -> None:
    said = joined(whole_regime(), language=language)
    parts = {
        "en": (
            "Invented Act (xx-invented)",
            "duty of conduct; Japan",
            "Seat: in Japan",
            "1 January 2027: enforced",
            "Tell the office To: the office within 1 month (Japan, national administrative organs) after the end",
            "No sale | no import import; sale at home To be shown: By the office Presumed: For a region",
            "No payment not about goods",
            "human rights Forced labour: ILO C29",
            "Whether it was printed (open since 1 January 2024)",
            "[gazette] Invented | Gazette official text read; 1 January 2024",
        ),
        "ja": (
            "架空法 (xx-invented)",
            "行為義務、日本",
            "本店所在地：日本にある",
            "2027年1月1日：執行",
            "届け出る 相手方：当局",
            "販売・輸入の禁止 輸入、国内での販売 立証：当局が負う 推定：地域の推定",
            "支払の禁止 物品に関しない",
            "人権 強制労働：ILO第29号条約",
            "官報掲載の有無（2024年1月1日から未確認）",
            "[gazette] Invented | Gazette 公式文書を確認済み、2024年1月1日",
        ),
    }
    assert [part for part in parts[language] if part not in said] == []


def test_what_will_be_is_not_said_of_today() -> None:
    one = standing(Standing.ADOPTED)
    later = replace(one.status[0], standing=Standing.IN_FORCE, start=date(2030, 1, 1))
    number = replace(FINE, values=(replace(FINE.values[0], start=date(2030, 1, 1)),))
    said = joined(replace(one, status=(*one.status, later), parameters={**one.parameters, "fine": number}))
    assert "On 30 June 2026: adopted, not yet applied" in said
    assert re.search(r"3\.5 %; from 1 January 2030; learned [^;]+ s\. 1, \[act\] \(in force; to be checked", said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_procedure_is_told_state_by_state(language: Language) -> None:
    lines = list(procedure_text(small_procedure(), language=language))
    assert all(cells(line) <= 80 for line in lines)
    said = " ".join(" ".join(lines).split())
    parts = {
        "en": (
            "Begins with: State a",
            'State c To act: Importer Time limit: 1 month (Japan, national administrative organs), counted from "State a"',
            '6 The office: Go from c to a leads to "State a" s. 1, [act] (in force; to be checked; text not read)',
            "State e Can end here To act: Importer No time limit: An end. Goods that leave again: Free. Disposal: None.",
        ),
        "ja": ("開始：段階State a", "ここで終わり得る 担当：輸入者 期限なし：終了。 積戻し：自由。 処分：なし。"),
    }
    assert [part for part in parts[language] if part not in said] == []

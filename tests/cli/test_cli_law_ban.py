"""What a ban touches, as `tadasu law simulate` says it: by what is set, at its own border, with what nobody knows left open."""

import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from tests.cli.law_runs import Run

from tadasu.demo import demo_folder

ON = ("--on", "2026-11-25", "--population", "300", "--seed", "3")
TRADE = ("--declarations", "declarations.csv", "--findings", "findings.csv")


@pytest.fixture
def trade(tmp_path: Path) -> Path:
    for name in ("declarations.csv", "findings.csv"):
        (tmp_path / name).write_bytes((demo_folder() / name).read_bytes())
    return tmp_path


def rewrite(file: Path, change: Callable[[dict[str, str]], dict[str, str] | None]) -> None:
    """The rows as they are changed; those that become None are left out."""
    with file.open(encoding="utf-8", newline="") as source:
        rows = list(csv.DictReader(source))
    kept = [changed for row in rows if (changed := change(dict(row))) is not None]
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.DictWriter(target, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(kept)


def simulated(tadasu: Run, regime: str = "jp-model-goods", *options: str) -> dict[str, Any]:
    done = tadasu("law", "simulate", regime, *ON, *TRADE, *options, "--json")
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def touched(found: dict[str, Any]) -> dict[str, int]:
    return {row["group"]: row["touched"] for row in found["ban"]["flows"]}


def total(found: dict[str, Any], kind: str) -> int:
    return sum(row[kind] for row in found["ban"]["flows"])


def set_to(*pairs: str) -> Sequence[str]:
    return [word for pair in pairs for word in ("--set", pair)]


def test_the_number_is_of_what_is_banned(tadasu: Run, trade: Path) -> None:
    as_it_is = simulated(tadasu)
    assert touched(as_it_is) == {"import": 2, "export": 2}
    assert (as_it_is["ban"]["declarations"], as_it_is["ban"]["not_forbidden"]) == (
        30,
        5,
    )  # sales at home cross no border
    narrow = simulated(tadasu, "jp-model-goods", *set_to("flows=import"))
    assert touched(narrow) == {"import": 2}
    assert narrow["ban"]["declarations"] == 25
    (did,) = narrow["settings"]
    assert (did["parameter"], did["declarations"]) == ("flows", {"moved": 5, "now": 2, "before": 4})
    wide = simulated(tadasu, "jp-model-goods", *set_to("flows=all"))
    assert touched(wide) == {"import": 2, "export": 2, "domestic": 0}
    assert wide["ban"]["declarations"] == 35


def test_a_least_share_leaves_open_what_nobody_can_say(tadasu: Run, trade: Path) -> None:
    """The shirts are 62 % tainted, the machines whole; of the shirts all input is on record."""
    half = simulated(tadasu, "jp-model-goods", *set_to("share_min=0.5"))
    assert touched(half) == {"import": 2, "export": 2}
    most = simulated(tadasu, "jp-model-goods", *set_to("share_min=0.9"))
    assert touched(most) == {"import": 0, "export": 2}
    assert most["ban"]["least_share"] == 0.9
    assert total(most, "perhaps") + most["ban"]["spared"] >= 2


def test_what_is_not_presumed_has_to_be_shown(tadasu: Run, trade: Path) -> None:
    rewrite(trade / "findings.csv", lambda row: row if row["id"] == "region" else None)
    presumed = simulated(tadasu)
    assert touched(presumed)["import"] == 2
    shown = simulated(tadasu, "jp-model-goods", *set_to("presumption=none"))
    assert touched(shown)["import"] == 0
    assert total(shown, "perhaps") >= 2
    assert shown["settings"][0]["declarations"]["moved"] == 2
    assert touched(simulated(tadasu, "jp-model-goods", *set_to("presumption=entity")))["import"] == 0
    assert touched(simulated(tadasu, "jp-model-goods", *set_to("presumption=region")))["import"] == 2


def test_what_cannot_act_is_said_before_the_first_number(tadasu: Run, trade: Path) -> None:
    set_ = set_to("determination_months=9", "proof_ban=conclusive", "presumption=none")
    done = tadasu("law", "simulate", "jp-model-goods", *ON, *TRADE, *set_)
    assert done.returncode == 0, done.stderr
    above = done.stdout.split("A ban would touch")[0]
    for name, why in (
        ("determination_months", "the length of a time"),
        ("proof_ban", "how cases are opened, proved or ended"),
        ("presumption", "no declaration has another answer"),
    ):
        (line,) = (one for one in above.splitlines() if f"({name})" in one)
        assert why in line
    assert "set for this calculation\n" not in done.stdout


def test_a_ban_of_the_european_union_is_counted_at_its_border(tadasu: Run, trade: Path) -> None:
    found = simulated(tadasu, "eu-flr")
    assert found["ban"]["place"] == "eu"
    over = found["ban"]["declarations"]
    with (trade / "declarations.csv").open(encoding="utf-8", newline="") as file:
        members = {"PL", "PT"}
        rows = list(csv.DictReader(file))
    ours = [
        row for row in rows if (row["seller country"] if row["type"] == "export" else row["buyer country"]) in members
    ]
    assert over == len(ours) > 0
    assert {row["group"] for row in found["ban"]["flows"]} <= {"import", "export", "domestic"}
    inside = {row["buyer country"] for row in ours if row["seller country"] in members}
    assert inside == set()


def test_between_two_members_goods_are_placed_and_not_imported(tadasu: Run, trade: Path) -> None:
    rewrite(
        trade / "declarations.csv",
        lambda row: (
            {**row, "seller country": "DE", "consigned from": "DE"} if row["declaration no."] == "D-025" else row
        ),
    )
    flows = {row["group"]: row["declarations"] for row in simulated(tadasu, "eu-flr")["ban"]["flows"]}
    assert flows["domestic"] == 1


def test_the_currency_is_that_of_what_is_counted(tadasu: Run, trade: Path) -> None:
    """Without the exports most declarations of the file are in dollars; those over the border are in yen all the same."""
    rewrite(trade / "declarations.csv", lambda row: None if row["type"] == "export" else row)
    done = tadasu("law", "simulate", "jp-model-goods", *ON, *TRADE)
    assert done.returncode == 0, done.stderr
    first = done.stdout.splitlines()[0]
    assert "2 of 25 declarations, 18 % of their value" in first


@pytest.mark.parametrize(("language", "said"), [("en", "value not known"), ("ja", "価格は不明")])
def test_no_value_is_not_no_per_cent(tadasu: Run, trade: Path, language: str, said: str) -> None:
    rewrite(trade / "declarations.csv", lambda row: {**row, "value": "", "currency": ""})
    done = tadasu("law", "simulate", "jp-model-goods", *ON, *TRADE, "--language", language)
    assert done.returncode == 0, done.stderr
    first = done.stdout.splitlines()[0]
    assert said in first
    assert "0 %" not in first
    assert "0％" not in first
    assert all(row["value"] is None for row in simulated(tadasu)["ban"]["chapters"])


def test_a_second_setting_and_other_bans_are_counted_beside_it(tadasu: Run, trade: Path) -> None:
    against = ("--against-set", "flows=import", "--against", "eu-flr", "--against", "de-lksg")
    found = simulated(tadasu, "jp-model-goods", *against)
    second, european, german = (one["ban"] for one in found["against"])
    assert sum(row["touched"] for row in second["flows"]) == 2
    assert european["place"] == "eu"
    assert german is None
    done = tadasu("law", "simulate", "jp-model-goods", *ON, *TRADE, *against)
    assert "What each ban would touch" in done.stdout


def test_a_second_setting_goes_over_the_first(tadasu: Run, trade: Path) -> None:
    found = simulated(
        tadasu, "jp-model-goods", *set_to("flows=all", "presumption=none"), "--against-set", "flows=import"
    )
    assert found["set"] == {"flows": "all", "presumption": "none"}
    assert found["against"][0]["set"] == {"presumption": "none", "flows": "import"}


def test_a_tier_of_a_second_setting_is_not_charged_and_that_is_said(tadasu: Run, trade: Path) -> None:
    second = ("--set", "tier_ban=0.2", "--against-set", "tier_ban=0.3")
    charged, not_charged = "it is charged in the table of exports exposed", "only the first setting is charged"
    done = tadasu("law", "simulate", "us-s301-forced-labour", *ON, *TRADE, *second)
    assert done.returncode == 0, done.stderr
    above = [one for one in done.stdout.splitlines() if "(tier_ban) is set to" in one]
    assert len(above) == 1
    assert not_charged in above[0]
    assert "30 %" in above[0]
    said = " ".join(done.stdout.split())
    assert "set for this calculation: it is charged" in said
    found = simulated(tadasu, "us-s301-forced-labour", *second)
    assert found["settings"][0]["asked_for_in"] == ["tariff"]
    assert found["against"][0]["settings"][0]["asked_for_in"] == []
    assert all(row["with_ban"] == pytest.approx(row["value"] * 0.2) for row in found["ban"]["tariff"] if row["value"])
    alone = tadasu("law", "simulate", "us-s301-forced-labour", *ON, *TRADE, "--against-set", "tier_ban=0.3")
    assert charged not in " ".join(alone.stdout.split())
    assert not_charged in alone.stdout


def test_the_whole_of_a_ban_is_said_beside_its_parts(tadasu: Run, trade: Path) -> None:
    ban = simulated(tadasu)["ban"]
    for kind in ("declarations", "touched", "perhaps", "untraceable", "untouched"):
        assert ban["total"][kind] == sum(row[kind] for row in ban["flows"])
    assert "group" not in ban["total"]


def test_a_duty_of_diligence_has_no_number_of_a_ban(tadasu: Run, trade: Path) -> None:
    done = tadasu("law", "simulate", "jp-model-due-diligence", *ON, *TRADE)
    assert done.returncode == 0, done.stderr
    assert "forbids no goods" in done.stdout
    assert "would touch" not in done.stdout.split("forbids no goods")[1].split("\n", 1)[1]
    assert simulated(tadasu, "jp-model-due-diligence")["ban"]["chapters"] == []


def test_every_ban_of_the_page_is_in_the_table(tadasu: Run, trade: Path) -> None:
    done = tadasu("law", "simulate", "jp-model-goods", *ON, *TRADE, *set_to("flows=import"), "--out", "ban.csv")
    assert done.returncode == 0, done.stderr
    with (trade / "ban.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {"ban-chapter", "ban-flow", "ban-origin", "ban-heading", "settings"} <= {row["part"] for row in rows}
    assert {row["settings"] for row in rows if row["part"].startswith("ban-")} == {"flows=import"}
    moved = {row["measure"]: row["value"] for row in rows if row["part"] == "settings"}
    assert moved["declarations_moved"] == "5"


def test_before_there_was_a_tariff_the_ban_is_counted_without_it(tadasu: Run, trade: Path) -> None:
    asked = ("law", "simulate", "us-uflpa", "--on", "2022-06-21", "--population", "300", *TRADE)
    done = tadasu(*asked)
    assert done.returncode == 0, done.stderr
    assert "there was no such tariff on 21 June 2022" in done.stdout
    found = json.loads(tadasu(*asked, "--json").stdout)
    assert (found["ban"]["tariff"], found["applies"]) == (None, "2022-06-21")


def test_a_ban_that_does_not_apply_yet_says_from_when(tadasu: Run, trade: Path) -> None:
    done = tadasu("law", "simulate", "eu-flr", *ON, *TRADE)
    assert done.stdout.splitlines()[0].endswith("(applies from 14 December 2027)")
    found = simulated(tadasu, "eu-flr")
    assert found["applies"] == "2027-12-14"
    assert (found["invented"], found["companies_invented"], found["declarations_given"]) == (True, True, True)

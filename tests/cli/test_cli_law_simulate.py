"""`tadasu law simulate` as a user runs it: invented companies and a file, settings beside each other, a ban, wrong input."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import polars as pl
import pytest
from tests.cli.law_runs import Run

from tadasu.demo import demo_folder
from tadasu.law import Rates, read_rates

MODEL = ("law", "simulate", "jp-model-due-diligence", "--on", "2026-11-22")
SOME = ("--population", "600", "--seed", "3")
COMPANIES = """\
id,name,seat,employees_group,turnover_group,capital,region
a,Hiyoaze Trading Co. Ltd.,jp,6000,90000000000 JPY,900000000 JPY,north
b,Todozao Trading Co. Ltd.,jp,20,90000000 JPY,9000000 JPY,south
c,Someone Else KK,jp,,90000000000 JPY,9000000 JPY,south
"""


@pytest.fixture
def companies(tmp_path: Path) -> Path:
    (tmp_path / "companies.csv").write_text(COMPANIES, encoding="utf-8")
    return tmp_path


def as_json(done: subprocess.CompletedProcess[str]) -> dict[str, Any]:
    assert done.returncode == 0, done.stderr
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def test_invented_companies_are_counted_and_it_is_said_what_they_are(tadasu: Run) -> None:
    done = tadasu(*MODEL, *SOME)
    assert done.returncode == 0, done.stderr
    assert "is not law" in done.stdout
    assert "The companies are invented (600 rows)" in done.stdout
    assert "What the costs rest on" in done.stdout
    assert "Next: read the settings" in done.stdout


def test_the_same_seed_gives_the_same_page(tadasu: Run, tmp_path: Path) -> None:
    for name in ("one.html", "two.html"):
        assert tadasu(*MODEL, *SOME, "--out", name).returncode == 0
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()
    record = json.loads((tmp_path / "one.html.run.json").read_text(encoding="utf-8"))["run"]
    assert (record["command"], record["arguments"]["seed"], record["arguments"]["population"]) == (
        "law simulate",
        "3",
        "600",
    )
    assert "regime.jp-model-due-diligence" in record["versions"]


def test_a_lower_threshold_is_set_beside_the_models_own(tadasu: Run) -> None:
    found = as_json(tadasu(*MODEL, *SOME, "--against-set", "employees_min=100", "--against", "de-lksg", "--json"))
    wider, german = found["against"]
    assert (wider["set"], german["regime"]) == ({"employees_min": "100"}, "de-lksg")
    assert all(row["leaves"] == 0 for row in wider["changes"])
    assert wider["total"]["in"] >= found["total"]["in"]


def test_a_file_is_counted_by_a_column_of_its_own(tadasu: Run, companies: Path) -> None:
    found = as_json(tadasu(*MODEL, "--companies", "companies.csv", "--by", "region", "--json"))
    groups = {row["group"]: (row["in"], row["undetermined"], row["out"]) for row in found["groups"]}
    assert groups == {"north": (1, 0, 0), "south": (0, 1, 1)}
    assert (found["invented"], found["companies_invented"], found["declarations_given"]) == (False, False, False)


def test_a_ban_is_counted_from_declarations_and_findings(tadasu: Run, companies: Path) -> None:
    for name in ("declarations.csv", "findings.csv"):
        shutil.copy(demo_folder() / name, companies / name)
    trade = ("--declarations", "declarations.csv", "--findings", "findings.csv")
    goods = (
        "law",
        "simulate",
        "jp-model-goods",
        "--on",
        "2026-11-22",
        "--companies",
        "companies.csv",
        "--by",
        "region",
    )
    ban = as_json(tadasu(*goods, *trade, "--json"))["ban"]
    touched = sum(row["touched"] for row in ban["chapters"])
    assert touched == sum(row["touched"] for row in ban["origins"]) > 0
    assert sum(row["share"] for row in ban["covered"]) == pytest.approx(1)
    done = tadasu(*goods, *trade, "--out", "ban.html", "--language", "ja")
    assert done.returncode == 0, done.stderr
    page = (companies / "ban.html").read_text(encoding="utf-8")
    assert "禁止に該当する申告" in page
    assert page.index("禁止に該当する申告") < page.index("対象となる企業")


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--by", "region"), 'nothing called "region"'),
        (("--population", "0"), "no number of companies"),
        (("--population", "5", "--companies", "companies.csv"), "not both"),
        (("--declarations", "declarations.csv"), "both --declarations and --findings"),
        (("--set", "colour=red"), 'No parameter is called "colour"'),
        (("--set", "employees_min=many"), '"many" is no value'),
        (("--set", "employees_min=300.5"), "write a whole number"),
        (("--set", "fine_share=700"), "a number from 0 to 1"),
        (("--set", "turnover_min=GBP 36000000"), "Write 36000000 GBP"),
        (("--set", "turnover_min=£36,000,000"), "A sign such as"),
        (("--set", "turnover_min=1,00,000 JPY"), "groups of three"),
        (("--set", "turnover_min=1000"), "needs its currency"),
        (("--set", "who=all", "--set", "who=large"), '"who" is set twice: to "all" and to "large"'),
        (("--set", "who=all", "--set", "jp-model-due-diligence.who=large"), "set twice"),
        (("--against-set", "who=all", "--against-set", "who=all"), "set twice"),
        (("--against", "nowhere"), 'No regime is called "nowhere"'),
        (("--out", "page.pdf"), "page.pdf"),
        (("--companies", "gone.csv"), "gone.csv"),
        (("--companies", "companies.csv", "--out", "companies.csv"), "companies.csv"),
    ],
)
def test_wrong_input_is_said_and_nothing_is_written(
    tadasu: Run, companies: Path, options: tuple[str, ...], said: str
) -> None:
    before = sorted(companies.iterdir())
    done = tadasu(*MODEL, *options)
    assert done.returncode in (2, 3)
    assert said in done.stderr
    assert done.stdout == ""
    kept = {"data", ".cache"}  # of the user, and compiled loops the first time they are loaded
    assert [one for one in sorted(companies.iterdir()) if one.name not in kept] == before


def test_the_table_holds_every_number(tadasu: Run, tmp_path: Path) -> None:
    assert tadasu(*MODEL, *SOME, "--by", "sector", "--out", "numbers.csv").returncode == 0
    head, *rows = (tmp_path / "numbers.csv").read_text(encoding="utf-8").splitlines()
    assert head == "part,regime,settings,group,measure,value,currency"
    assert {row.partition(",")[0] for row in rows} == {"counts", "costs"}


@pytest.mark.parametrize("money", ["1000000000 JPY", "1,000,000,000 JPY", "1000000000 jpy"])
def test_money_is_read_as_in_facts_and_written_as_it_may_be_set_again(tadasu: Run, tmp_path: Path, money: str) -> None:
    set_ = ("--set", f"turnover_min={money}")
    assert as_json(tadasu(*MODEL, *SOME, *set_, "--json"))["set"] == {"turnover_min": "1000000000 JPY"}
    assert tadasu(*MODEL, *SOME, *set_, "--out", "numbers.csv").returncode == 0
    text = (tmp_path / "numbers.csv").read_text(encoding="utf-8")
    assert ",turnover_min=1000000000 JPY," in text
    assert "Decimal" not in text


def test_a_rate_that_is_missing_is_named(tadasu: Run) -> None:
    set_ = ("--set", "turnover_min=1000000000 AFN")
    done = tadasu(*MODEL, *SOME, *set_)
    assert "No rate of exchange from JPY to AFN is known for 2025" in done.stdout
    found = as_json(tadasu(*MODEL, *SOME, *set_, "--json"))
    (missing,) = found["rates_missing"]
    assert (missing["currency"], missing["target"], missing["year"]) == ("JPY", "AFN", 2025)
    assert 0 < missing["companies"] <= found["total"]["undetermined"] + 1e-6


def test_a_table_of_rates_is_read_once(tadasu: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "rates.csv").write_text("currency,year,per_euro\nJPY,2025,160\n", encoding="utf-8")
    read: list[Path] = []

    def counted(path: Path) -> Rates:
        read.append(path)
        return read_rates(path)

    monkeypatch.setattr("tadasu.law.read_rates", counted)
    done = tadasu(*MODEL, *SOME, "--rates", "rates.csv", "--against", "de-lksg", "--against-set", "who=all")
    assert done.returncode == 0, done.stderr
    assert [one.name for one in read] == ["rates.csv"]


def test_a_damaged_parquet_file_is_called_so(tadasu: Run, tmp_path: Path) -> None:
    """Its footer can be read, its pages cannot."""
    pl.DataFrame({"id": [f"c{n}" for n in range(5_000)], "seat": ["jp"] * 5_000}).write_parquet(
        tmp_path / "mine.parquet"
    )
    whole = (tmp_path / "mine.parquet").read_bytes()
    (tmp_path / "mine.parquet").write_bytes(whole[:4] + b"\xff" * 2_000 + whole[2_004:])
    done = tadasu(*MODEL, "--companies", "mine.parquet")
    assert (done.returncode, done.stdout) == (3, "")
    assert "the Parquet file cannot be read" in done.stderr


def test_weights_of_one_company_that_differ_are_refused_by_row_and_column(tadasu: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("id,source,seat,weight\na,x,jp,10\na,y,jp,3\n", encoding="utf-8")
    done = tadasu(*MODEL, "--companies", "mine.csv")
    assert (done.returncode, done.stdout) == (3, "")
    assert all(part in done.stderr for part in ("mine.csv", "row 3", '"weight"', '"3"', '"10"'))


def test_one_file_of_companies_serves_both_verbs(tadasu: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text(
        "id,seat,employees_group,weight,prefecture,origin\na,jp,6000,10,jp-13,domestic\n", encoding="utf-8"
    )
    assert tadasu(*MODEL, "--companies", "mine.csv", "--by", "prefecture").returncode == 0
    scope = ("law", "scope", "--regime", "jp-model-due-diligence", "--on", "2026-11-22", "--companies", "mine.csv")
    done = tadasu(*scope, "--json")
    assert json.loads(done.stdout)["companies"] == 1
    assert "weight, prefecture, origin" in done.stderr
    (tmp_path / "mine.csv").write_text("id,seat,wieght\na,jp,1\n", encoding="utf-8")
    done = tadasu(*scope)
    assert done.returncode == 3
    assert "weight" in done.stderr.replace("wieght", "")


def test_companies_are_domestic_in_the_place_of_the_regime(tadasu: Run, tmp_path: Path) -> None:
    (tmp_path / "mine.csv").write_text("id,seat\na,de\nb,fr\nc,jp\n", encoding="utf-8")
    found = as_json(
        tadasu(
            "law", "simulate", "eu-csddd", "--on", "2026-11-22", "--companies", "mine.csv", "--by", "origin", "--json"
        )
    )
    assert {row["group"]: row["companies"] for row in found["groups"]} == {"domestic": 2.0, "foreign": 1.0}


def test_companies_of_unknown_size_are_left_out_of_the_costs_and_counted(tadasu: Run, companies: Path) -> None:
    done = tadasu(*MODEL, "--companies", "companies.csv", "--set", "who=all", "--by", "region")
    assert done.returncode == 0, done.stderr
    assert "Companies left out because their size is not known: 1." in done.stdout


def test_before_a_regime_is_anything_nobody_is_counted(tadasu: Run) -> None:
    done = tadasu("law", "simulate", "jp-model-due-diligence", "--on", "2020-01-01", *SOME)
    assert (done.returncode, done.stdout) == (2, "")
    assert "is nothing yet on 2020-01-01" in done.stderr

"""Stakes as registers publish them, and events in the place of declarations: told by their content, read by every verb."""

import csv
import json
import subprocess
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., subprocess.CompletedProcess[str]]

GROUP, WORKS, IMPORTER = "Velmora Group", "Ostrik Weaving", "Bexuma Trading"
LEI_GROUP, LEI_WORKS = "00000000000000000A68", "00000000000000000B65"
DECLARATIONS = f"""declaration no.,type,seller,seller id,seller country,buyer,buyer country,HS code,date,net weight (kg)
A1,import,{WORKS},{LEI_WORKS},VN,{IMPORTER},JP,520852,2026-05-01,100
"""
FINDINGS = """id,subject_type,company_id,company,issue,kind,strength,basis
f1,company,{number},{name},forced-labour,listed,0,Order
"""
WITH_STAKES = ("assess", "d.csv", "--findings", "f.csv", "--flow", "import", "--out", "q.csv", "--stakes")

FTM = [
    {"id": "a", "schema": "Company", "properties": {"name": [GROUP]}},
    {"id": "b", "schema": "Company", "properties": {"name": [WORKS], "country": ["vn"]}},
    {"id": "c", "schema": "Company", "properties": {"name": ["Kelphane Metals"], "country": ["vn"]}},
    {"id": "o", "schema": "Ownership", "properties": {"owner": ["a"], "asset": ["b"], "percentage": ["60"]}},
    {"id": "p", "schema": "Directorship", "properties": {"director": ["a"], "organization": ["b"]}},
]


def bods(number: int, kind: str, record: str, **details: Any) -> dict[str, Any]:
    return {
        "statementId": f"s{number}",
        "declarationSubject": "b",
        "recordId": record,
        "recordType": kind,
        "recordStatus": "new",
        "statementDate": "2026-01-01",
        "recordDetails": {"isComponent": False, **details},
    }


BODS = [
    bods(1, "entity", "b", name=WORKS, jurisdiction={"name": "Viet Nam", "code": "VN"}),
    bods(2, "entity", "a", name=GROUP),
    bods(3, "relationship", "r", subject="b", interestedParty="a", interests=[{"type": "shareholding", "share": {"exact": 60}}]),
]  # fmt: skip
NODES = (
    "Relationship.StartNode.NodeID,Relationship.EndNode.NodeID,"
    "Relationship.RelationshipType,Relationship.RelationshipStatus\n"
)
GLEIF = f"{NODES}{LEI_WORKS},{LEI_GROUP},IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE\n"

STAKES = {
    "own.ftm.jsonl": "".join(json.dumps(one) + "\n" for one in FTM),
    "bods.json": json.dumps(BODS),
    "rr.csv": GLEIF,
    "own.csv": f"owner id,company id,share (%)\n{LEI_GROUP},{LEI_WORKS},60\n",
}

MILL, WEAVER, BUYER = (f"urn:epc:id:pgln:952000{number}.00000" for number in (1, 2, 3))
YARN, CLOTH = "urn:epc:class:lgtin:9520001.000001.L1", "urn:epc:class:lgtin:9520002.000002.L9"
PLACES = {MILL: ("Velmora Spinning Works", "CN"), WEAVER: (WORKS, "VN"), BUYER: (IMPORTER, "JP")}


def sale(number: int, seller: str, buyer: str, item: str, kilograms: int) -> dict[str, Any]:
    return {
        "type": "ObjectEvent",
        "eventID": f"s{number}",
        "eventTime": f"2026-0{number}-10T00:00:00Z",
        "eventTimeZoneOffset": "+00:00",
        "action": "OBSERVE",
        "bizStep": "shipping",
        "quantityList": [{"epcClass": item, "quantity": kilograms, "uom": "KGM"}],
        "sourceList": [{"type": "owning_party", "source": seller}],
        "destinationList": [{"type": "owning_party", "destination": buyer}],
    }


def events(names: Mapping[str, tuple[str, str]]) -> str:
    """Yarn from a mill to a weaver, cloth from there to an importer, with what master data says of these."""
    parties = [
        {"id": party, "attributes": [{"id": "name", "attribute": name}, {"id": "countryCode", "attribute": country}]}
        for party, (name, country) in names.items()
    ]
    vocabulary = {"type": "urn:epcglobal:epcis:vtype:Party", "vocabularyElementList": parties}
    header = {"epcisMasterData": {"vocabularyList": [vocabulary]}}
    body = {"eventList": [sale(1, MILL, WEAVER, YARN, 100), sale(2, WEAVER, BUYER, CLOTH, 90)]}
    return json.dumps({"type": "EPCISDocument", "schemaVersion": "2.0", "epcisHeader": header, "epcisBody": body})


ITEMS = f"item,HS code\n09520001000010,520512\n{CLOTH},520852\n"


@pytest.fixture
def trade(tmp_path: Path) -> Path:
    """Declarations, a finding on the owner of their seller, stakes in every format."""
    (tmp_path / "d.csv").write_text(DECLARATIONS, encoding="utf-8")
    (tmp_path / "f.csv").write_text(FINDINGS.format(number="x", name=GROUP), encoding="utf-8")
    for name, content in STAKES.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    """Events, a list of their items, a finding on the mill at their beginning."""
    (tmp_path / "e.jsonld").write_text(events(PLACES), encoding="utf-8")
    (tmp_path / "items.csv").write_text(ITEMS, encoding="utf-8")
    (tmp_path / "f.csv").write_text(FINDINGS.format(number="x", name=PLACES[MILL][0]), encoding="utf-8")
    return tmp_path


def queue(folder: Path) -> dict[str, dict[str, str]]:
    with (folder / "q.csv").open(encoding="utf-8", newline="") as file:
        return {row["declaration"]: row for row in csv.DictReader(file)}


@pytest.mark.parametrize("stakes", ["own.ftm.jsonl", "bods.json"])
def test_a_company_owned_by_a_listed_one_is_held_by_stakes_of_any_format(tadasu: Run, trade: Path, stakes: str) -> None:
    done = tadasu(*WITH_STAKES, stakes)
    assert done.returncode == 0, done.stderr
    assert (queue(trade)["A1"]["disposition"], queue(trade)["A1"]["kind"]) == ("hold", "owned-by-listed")
    assert (
        f"Read {stakes} as {'bods' if stakes == 'bods.json' else 'ftm-entities'}: stakes 1, parties 2." in done.stderr
    )


def test_a_number_alone_is_the_company_to_which_declarations_and_findings_give_it(tadasu: Run, trade: Path) -> None:
    (trade / "f.csv").write_text(FINDINGS.format(number=LEI_GROUP, name=GROUP), encoding="utf-8")
    assert tadasu(*WITH_STAKES, "own.csv").returncode == 0
    assert (queue(trade)["A1"]["disposition"], queue(trade)["A1"]["kind"]) == ("hold", "owned-by-listed")


def test_a_number_may_be_named_by_a_register(tadasu: Run, trade: Path) -> None:
    (trade / "c.csv").write_text(f"LEI,name\n{LEI_GROUP},{GROUP}\n", encoding="utf-8")
    assert tadasu(*WITH_STAKES, "own.csv", "--companies", "c.csv").returncode == 0
    assert queue(trade)["A1"]["kind"] == "owned-by-listed"


def test_who_consolidates_whom_is_read_and_it_is_said_that_no_share_is_in_it(tadasu: Run, trade: Path) -> None:
    (trade / "f.csv").write_text(FINDINGS.format(number=LEI_GROUP, name=GROUP), encoding="utf-8")
    done = tadasu(*WITH_STAKES, "rr.csv")
    assert done.returncode == 0
    assert "Read rr.csv as gleif-level2: stakes 1, parties 2." in done.stderr
    assert "rr.csv: stakes of votes, control or consolidation: 1." in done.stderr
    assert queue(trade)["A1"]["disposition"] == "not-traceable"


def test_what_a_register_holds_beside_stakes_is_remarked_on_and_leaves_no_row_out(tadasu: Run, trade: Path) -> None:
    done = tadasu(*WITH_STAKES, "own.ftm.jsonl", "--keep-good", "--json")
    assert "neither ownership nor control (Directorship)" in done.stderr
    assert "Ownership (1)" not in done.stderr
    assert json.loads(done.stdout.splitlines()[-1])["rows_left_out"] == 0


def test_a_register_without_a_usable_stake_says_so(tadasu: Run, trade: Path) -> None:
    (trade / "rr.csv").write_text(GLEIF.replace(LEI_WORKS, "529900AAAAAAAAAAAA11"), encoding="utf-8")
    done = tadasu(*WITH_STAKES, "rr.csv")
    assert done.returncode == 0
    assert "rr.csv holds no stake that can be used" in done.stderr


def test_a_register_that_is_cut_off_is_refused(tadasu: Run, trade: Path) -> None:
    text = (trade / "own.ftm.jsonl").read_text(encoding="utf-8")
    (trade / "own.ftm.jsonl").write_text(text[:-20], encoding="utf-8")
    refused = tadasu(*WITH_STAKES, "own.ftm.jsonl")
    assert (refused.returncode, refused.stdout) == (4, "")
    assert "own.ftm.jsonl" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_events_are_assessed_with_the_goods_of_a_product_list(tadasu: Run, chain: Path) -> None:
    done = tadasu(
        "assess", "e.jsonld", "--findings", "f.csv", "--items", "items.csv", "--flow", "import", "--country", "jp",
        "--out", "q.csv",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (row,) = queue(chain).values()
    assert (row["declaration"], row["good"], row["disposition"], row["tier"]) == ("s2-1", "520852", "hold", "2")
    assert "Read e.jsonld as events of EPCIS 2.0: events 2, declarations 2." in done.stderr
    record = json.loads((chain / "q.csv.run.json").read_text(encoding="utf-8"))["run"]
    assert record["arguments"]["items"] == "items.csv"
    assert {one["name"] for one in record["inputs"]} == {"e.jsonld", "items.csv", "f.csv"}


def test_over_a_border_an_event_is_an_import_and_an_export_as_one_asks(tadasu: Run, chain: Path) -> None:
    asked = ("assess", "e.jsonld", "--findings", "f.csv", "--items", "items.csv", "--out", "q.csv", "--flow")
    assert tadasu(*asked, "export", "--country", "vn").returncode == 0
    assert [row["flow"] for row in queue(chain).values()] == ["export"]
    assert tadasu(*asked, "domestic").returncode == 0
    assert queue(chain) == {}


def test_parties_without_master_data_are_named_by_a_register(tadasu: Run, chain: Path) -> None:
    (chain / "e.jsonld").write_text(events({}), encoding="utf-8")
    rows = (f"{party},{name},{country}\n" for party, (name, country) in PLACES.items())
    (chain / "c.csv").write_text("id,name,country\n" + "".join(rows), encoding="utf-8")
    assert tadasu(
        "assess", "e.jsonld", "--findings", "f.csv", "--items", "items.csv", "--companies", "c.csv", "--flow", "import",
        "--country", "jp", "--out", "q.csv",
    ).returncode == 0  # fmt: skip
    assert queue(chain)["s2-1"]["seller"] == WORKS


def test_events_serve_upstream_of_a_table_and_show_their_way(tadasu: Run, chain: Path) -> None:
    (chain / "d.csv").write_text(DECLARATIONS, encoding="utf-8")
    asked = ("d.csv", "--findings", "f.csv", "--upstream", "e.jsonld", "--items", "items.csv")
    done = tadasu("paths", *asked, "--to", "A1", "--json")
    assert done.returncode == 0, done.stderr
    assert ["e.jsonld#s1-1", "A1"] in json.loads(done.stdout.splitlines()[-1])["paths"]


def test_events_are_watched(tadasu: Run, chain: Path) -> None:
    asked = ("e.jsonld", "--items", "items.csv", "--flow", "import", "--country", "jp", "--findings")
    (chain / "none.csv").write_text(FINDINGS.format(number="y", name="Kelphane Metals"), encoding="utf-8")
    assert tadasu("assess", *asked, "none.csv", "--out", "q.parquet").returncode == 0
    done = tadasu("watch", *asked, "f.csv", "--since", "q.parquet")
    assert done.returncode == 10
    assert "newly held" in done.stdout


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("e.jsonld", "--items", "items.csv", "--columns", "map.yaml"), 2, "column map"),
        (("e.jsonld", "--items", "items.csv", "--save-map", "map.yaml"), 2, "column map"),
        (("e.jsonld", "--items", "bad.csv"), 3, "bad.csv, row 2"),
        (("e.jsonld", "--items", "d.csv"), 3, "no column"),
        (("e.jsonld", "--items", "nowhere.csv"), 3, "nowhere.csv"),
        (("empty.jsonld",), 3, "empty.jsonld: no event"),
        (("cut.jsonld",), 3, "cut.jsonld"),
    ],
)
def test_what_cannot_be_read_is_said(
    tadasu: Run, chain: Path, arguments: tuple[str, ...], code: int, said: str
) -> None:
    (chain / "map.yaml").write_text("day: date\n", encoding="utf-8")
    (chain / "bad.csv").write_text("item,HS code\n09520001000010,shirt\n", encoding="utf-8")
    (chain / "d.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    (chain / "empty.jsonld").write_text('{"type":"EPCISDocument","epcisBody":{"eventList":[]}}', encoding="utf-8")
    (chain / "cut.jsonld").write_text(events(PLACES)[:-30], encoding="utf-8")
    done = tadasu("assess", *arguments, "--findings", "f.csv")
    assert (done.returncode, done.stdout) == (code, "")
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_product_list_that_no_file_asks_for_is_pointed_out(tadasu: Run, chain: Path) -> None:
    (chain / "d.csv").write_text(DECLARATIONS, encoding="utf-8")
    done = tadasu("assess", "d.csv", "--findings", "f.csv", "--items", "items.csv")
    assert done.returncode == 0
    assert "--items was not used" in done.stderr

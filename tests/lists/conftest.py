"""Invented files in the format of every list, with a copy to break."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

DATA = Path(__file__).parent / "data"

GB_HEADER = [
    *("Name 6", "Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Title", "Name Non-Latin Script"),
    *("Non-Latin Script Type", "Nationality", "Address 1", "Address 2", "Address 3", "Address 4", "Address 5"),
    *("Address 6", "Post/Zip Code", "Country", "Other Information", "Group Type", "Alias Type", "Alias Quality"),
    *("Regime", "Listed On", "Group ID"),
]
GB_REMARKS = (
    "(UK Sanctions List Ref):TST0001. (Website):www.example.org (Business Reg No):(1) OGRN: 1027700000000 (2) seen"
)
GB_ROWS = [
    {"Name 6": "MIHON", "Alias Type": "AKA", "Alias Quality": "Low quality", "Group ID": "1"},
    {
        "Name 6": "HYOHON TRADING",
        "Alias Type": "Primary name",
        "Group ID": "1",
        "Address 1": "1 Rei St",
        "Country": "Russia",
    },
    {
        "Name 6": "HYOHON SHOJI",
        "Alias Type": "AKA",
        "Group ID": "1",
        "Name Non-Latin Script": "ХЁХОН",
        "Country": "Belarus",
    },
    {"Name 6": "KAKUU", "Name 1": "Rei", "Name 2": "No", "Alias Type": "Primary name", "Group ID": "2"},
    {
        "Name 6": "REI MARU",
        "Alias Type": "Primary name",
        "Group ID": "3",
        "Other Information": "(IMO number):0000000 (Type of ship):Tug",
    },
    {"Name 6": "", "Alias Type": "AKA", "Group ID": "4"},
]
GB_KINDS = {"1": "Entity", "2": "Individual", "3": "Ship", "4": "Entity"}

FILES = {
    "eu-fsf": "eu_fsf.xml",
    "gb-sanctions": "gb_sanctions.xlsx",
    "jp-meti-end-users": "jp_meti_end_users.csv",
    "jp-meti-export-ban": "jp_meti_export_ban.csv",
    "un-sc": "un_sc.xml",
    "us-cbp-wro": "us_cbp_wro.csv",
    "us-csl": "us_csl.csv",
    "us-ofac-sdn": "us_ofac_sdn/sdn.csv",
    "us-uflpa": "us_uflpa.html",
}


@pytest.fixture
def invented(tmp_path: Path) -> Callable[[str], Path]:
    """A fresh copy of the invented file of a list, with its companions beside it."""

    def copy(list_id: str) -> Path:
        place = tmp_path / FILES[list_id]
        if list_id == "gb-sanctions":
            write_gb(place, GB_HEADER, GB_ROWS)
            return place
        place.parent.mkdir(exist_ok=True)
        for original in (DATA / FILES[list_id]).parent.glob("*.csv" if place.parent != tmp_path else place.name):
            shutil.copyfile(original, place.parent / original.name)
        return place

    return copy


def write_gb(place: Path, header: list[str], rows: list[dict[str, str]]) -> None:
    """A workbook in OFSI's layout."""
    common = {"Regime": "Test", "Listed On": "15/03/2022", "Nationality": "(1) Germany. (2) Morocco"}
    book = xlsxwriter.Workbook(str(place))
    sheet = book.add_worksheet("Data")
    sheet.write_row(0, 0, ["Last Updated", "10/04/2025"])
    sheet.write_row(1, 0, header)
    for number, row in enumerate(rows, start=2):
        kind = GB_KINDS[row["Group ID"]]
        record = {"Other Information": GB_REMARKS, "Group Type": kind} | common | row
        if kind != "Individual":
            del record["Nationality"]
        sheet.write_row(number, 0, [record.get(column, "") for column in header])
    book.close()

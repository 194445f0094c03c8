"""Names inside cells: every way of writing an alias that publishers use, with invented names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tadasu.lists._cells import names_in_cell
from tadasu.lists._entity import name_number, unique
from tadasu.lists.jp_meti_export_ban._names import names_of
from tadasu.lists.us_cbp_wro._parties import parse_parties
from tadasu.lists.us_uflpa._names import parse_names


@pytest.mark.parametrize(
    ("cell", "name", "aliases"),
    [
        ("Hyohon Co., Ltd.", "Hyohon Co., Ltd.", ()),
        ("Hyohon Silicon (Shanshan) Co.", "Hyohon Silicon (Shanshan) Co.", ()),
        ("Hyohon (Group) Co., Ltd. (and one alias: HG)", "Hyohon (Group) Co., Ltd.", ("HG",)),
        ("Hyohon Co. (including two aliases: A One and B Two)", "Hyohon Co.", ("A One", "B Two")),
        ("Hyohon Co. (and two aliases: Fruit and Nut Co.; and B)", "Hyohon Co.", ("Fruit and Nut Co.", "B")),
        ("Hyohon (including three aliases: A; B Co., Ltd.; and C)", "Hyohon", ("A", "B Co., Ltd.", "C")),
        ("Hyohon (also known as A; and B, and formerly known as C)", "Hyohon", ("A", "B", "C")),
        ("Hyohon (formerly known as C Co., Ltd.)", "Hyohon", ("C Co., Ltd.",)),
        ("Hyohon (a.k.a. A (Kashi) Co.)", "Hyohon", ("A (Kashi) Co.",)),
        ("Hyohon (and one alias: 12 Depot) Branch", "Hyohon Branch", ("12 Depot",)),
        ("Hyohon (and three aliases: A Co., Ltd., B, and C)", "Hyohon", ("A Co., Ltd.", "B", "C")),
        ("Hyohon (also known as A Co., Ltd., B, and C Inc.)", "Hyohon", ("A Co., Ltd.", "B", "C Inc.")),
        ("Hyohon (also known as Fruit and Nut Co.)", "Hyohon", ("Fruit and Nut Co.",)),
        ("Hyohon Co. (示例(集团)有限公司)", "Hyohon Co.", ("示例(集团)有限公司",)),
        ("Hyohon Co.(示例公司)", "Hyohon Co.", ("示例公司",)),
        ("Hyohon Co. 示例公司", "Hyohon Co.", ("示例公司",)),
        ("示例公司", "示例公司", ()),
        ("Hyohon Co. (and one alias: Mihon", "Hyohon Co.", ("Mihon",)),
        ("Cotton and Linen Andes Co.", "Cotton and Linen Andes Co.", ()),
    ],
)
def test_aliases_in_a_uflpa_cell(cell: str, name: str, aliases: tuple[str, ...]) -> None:
    found = parse_names(cell)
    assert (found.name, found.aliases, found.subsidiaries) == (name, aliases, ())


@pytest.mark.parametrize(
    ("cell", "subsidiaries"),
    [
        ("Hyohon Corp. and subsidiaries", ()),
        ("Hyohon Corp., and its subsidiaries", ()),
        ("Hyohon Corp. and 25 subsidiaries", ()),
        ("Hyohon Corp. and its subordinate and affiliated entities", ()),
        (
            "Hyohon Corp. and its three Kakuu-based subsidiaries, which include A Co., Ltd., B Inc., and C",
            ("A Co., Ltd.", "B Inc.", "C"),
        ),
        ("Hyohon Corp. and its two subsidiaries, including A Co., Ltd.; and B", ("A Co., Ltd.", "B")),
    ],
)
def test_subsidiaries_in_a_uflpa_cell(cell: str, subsidiaries: tuple[str, ...]) -> None:
    found = parse_names(cell)
    assert (found.name, found.subsidiaries, found.is_group) == ("Hyohon Corp.", subsidiaries, True)


@given(st.text(max_size=60))
def test_no_uflpa_cell_breaks_the_parser(cell: str) -> None:
    found = parse_names(cell)
    assert len(set(found.aliases)) == len(found.aliases)


@pytest.mark.parametrize(
    ("japanese", "english", "names"),
    [
        ("標本社(HY)", "Hyohon (HY)", ("標本社(HY)", "Hyohon (HY)")),
        ("標本社(別称、甲 社及び乙)", "Hyohon LLC.", ("標本社", "Hyohon LLC", "甲社", "乙")),
        (
            "標本社(別称、甲、乙)",
            "Hyohon, a.k.a. the following two aliases: -Ko; and-Otsu",
            ("標本社", "Hyohon", "甲", "乙", "Ko", "Otsu"),
        ),
        ("標本社", "Hyohon, a.k.a., the follow three aliases: - A; - B; and - C", ("標本社", "Hyohon", "A", "B", "C")),
        ("標本社", "Hyohon, a.k.a., the following onealias: —A", ("標本社", "Hyohon", "A")),
        ("標本社", "Hyohon, a.k.a., following two aliases: —A —B C", ("標本社", "Hyohon", "A", "B C")),
        ("標本社", "Hyohon, a.k.a., the following one alias: —A—B Group", ("標本社", "Hyohon", "A—B Group")),
        ("標本社(別称、第 1 甲 (KO)及び乙)", "Hyohon Co. Ltd.", ("標本社", "Hyohon Co. Ltd.", "第 1 甲 (KO)", "乙")),
        ("標本社(全ての部隊を含む)。右には軍が含まれる。", "Hyohon, including all units.", ("標本社", "Hyohon")),
        ("標本社(別称、甲) 所 在 地 : 1A Rei Street,", "Hyohon", ("標本社", "Hyohon", "甲")),
        (
            "標本社",
            "Hyohon, a.k.a., the following four aliases: -A; -AB -JSC Abc; and -C-D.",
            ("標本社", "Hyohon", "A", "AB", "JSC Abc", "C-D"),
        ),
        ("7 標本社", "Hyohon", ("標本社", "Hyohon")),
        ("標本社", "Nauchno- Hyohon", ("標本社", "Nauchno-Hyohon")),
    ],
)
def test_meti_names(japanese: str, english: str, names: tuple[str, ...]) -> None:
    assert names_of("7", japanese, english).all == names


def test_a_meti_bracket_that_never_closes_is_told() -> None:
    assert names_of("7", "標本社(別称、甲", "Hyohon").is_cut


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Hyohon (HY) Co., Ltd.", ("Hyohon (HY) Co., Ltd.",)),
        ("Hyohon; Mihon;Rei,", ("Hyohon", "Mihon", "Rei")),
        ("Hyohon (Mihon; Rei (original script); Kakuu (K))", ("Hyohon", "Mihon", "Rei", "Kakuu (K)")),
        ("Hyohon, a.k.a. Mihon (Rei)", ("Hyohon", "Mihon (Rei)")),
        ("Hyohon (aka Mihon) (invented)", ("Hyohon", "Mihon")),
        ("Hyohon; (all of the preceding in Kakuu)", ("Hyohon",)),
        ("Osaka Works", ("Osaka Works",)),
        ("Rei Kakuu (original script: Рей Каку)", ("Rei Kakuu", "Рей Каку")),
        ("Rei Kakuu (previously listed as)", ("Rei Kakuu",)),
        ("Rei Kakuu (previously listed as Rei Kaku)", ("Rei Kakuu", "Rei Kaku")),
        ("Rei Kakuu, born in 1963", ("Rei Kakuu",)),
        ("", ()),
    ],
)
def test_names_in_one_cell(cell: str, names: tuple[str, ...]) -> None:
    assert names_in_cell(cell) == names


@pytest.mark.parametrize(
    ("cell", "parties"),
    [
        ("Hyohon Co., Ltd.", [("Hyohon Co., Ltd.", ())]),
        ("Hyohon Co. (a/k/a Mihon)", [("Hyohon Co.", ("Mihon",))]),
        ("Hyohon Co. a/k/a Mihon a/k/a Rei; Kakuu Co.", [("Hyohon Co.", ("Mihon", "Rei")), ("Kakuu Co.", ())]),
        ("Hyohon Co. and its subsidiaries", [("Hyohon Co.", ())]),
        ("Fishing Vessels: A Maru, B Maru No. 7", [("A Maru", ()), ("B Maru No. 7", ())]),
        ("", []),
    ],
)
def test_parties_in_a_wro_cell(cell: str, parties: list[tuple[str, tuple[str, ...]]]) -> None:
    found, _ = parse_parties(cell)
    assert [(party.name, party.aliases) for party in found] == parties


@given(st.text(min_size=1))
def test_the_number_of_a_name_does_not_depend_on_case_or_spacing(name: str) -> None:
    assert name_number(f"  {name} ") == name_number(name)
    assert name_number("Hyohon Boseki K.K.") == name_number("HYOHON  BOSEKI K K")


@given(st.lists(st.text(max_size=3)))
def test_unique_keeps_order_and_drops_empty_and_repeated(values: list[str]) -> None:
    found = unique(values)
    assert set(found) == set(values) - {""}
    assert list(found) == sorted(found, key=values.index)

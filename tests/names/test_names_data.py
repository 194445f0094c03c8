"""The word data of the room `names` keeps its shape, its sources and the equalities other rooms rely on."""

import csv
import re
import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest

from tadasu.names import _data

LEAST_ROWS = {
    "cantonese.csv": 1_200,
    "foreign_zh.csv": 500,
    "kunrei.csv": 20,
    "legal_forms.csv": 2_000,
    "legal_groups.csv": 60,
    "wade_giles.csv": 190,
    "word_forms.csv": 1_200,
    "words_ar.csv": 150,
    "words_fa.csv": 120,
    "words_km.csv": 60,
    "words_my.csv": 60,
    "words_ru.csv": 500,
    "words_th.csv": 80,
    "words_ug.csv": 60,
    "words_vi.csv": 120,
}
WORD_LANGUAGES = [name[6:8] for name in LEAST_ROWS if name.startswith("words_")]
SCRIPTS = {
    "ar": "ARABIC",
    "fa": "ARABIC",
    "km": "KHMER",
    "my": "MYANMAR",
    "ru": "CYRILLIC",
    "th": "THAI",
    "ug": "ARABIC",
    "vi": "LATIN",
}


def table(name: str) -> list[dict[str, str]]:
    text = (files("tadasu.names") / "data" / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def group_of(form: str, language: str) -> set[str]:
    return {row.canonical for row in _data.legal_forms() if row.form == form and row.language == language}


@pytest.mark.parametrize("name", LEAST_ROWS)
def test_every_file_is_as_long_as_promised_and_full(name: str) -> None:
    rows = table(name)
    assert len(rows) >= LEAST_ROWS[name]
    may_be_empty = {"jyutping"}
    assert [row for row in rows if any(not row[column] for column in row if column not in may_be_empty)] == []


@pytest.mark.parametrize("name", LEAST_ROWS)
def test_no_cell_has_stray_spaces_or_composes_differently(name: str) -> None:
    cells = [cell for row in table(name) for cell in row.values()]
    assert [cell for cell in cells if cell != cell.strip() or "  " in cell] == []
    assert [cell for cell in cells if cell != unicodedata.normalize("NFC", cell)] == []


@pytest.mark.parametrize("name", [name for name in LEAST_ROWS if name.startswith(("legal_forms", "word"))])
def test_ids_are_unique_and_sorted(name: str) -> None:
    ids = [row["id"] for row in table(name)]
    assert ids == sorted(set(ids))


@pytest.mark.parametrize(
    "name", ["cantonese.csv", "foreign_zh.csv", "kunrei.csv", "legal_groups.csv", "wade_giles.csv"]
)
def test_rows_without_an_id_are_unique_and_sorted_by_their_first_column(name: str) -> None:
    rows = [tuple(row.values())[:-1] for row in table(name)]
    assert len(rows) == len(set(rows))
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)


def test_a_legal_form_id_is_made_of_country_language_and_form() -> None:
    wrong = [row for row in _data.legal_forms() if row.id != f"{row.country}:{row.language}:{row.form}"]
    assert wrong == []
    assert {row.country for row in _data.legal_forms() if not re.fullmatch("[a-z]{2}", row.country)} == set()
    assert {row.language for row in _data.legal_forms() if not re.fullmatch("[a-z]{2}", row.language)} == set()


def test_every_legal_form_has_a_described_group_and_no_group_is_empty() -> None:
    assert {row.canonical for row in _data.legal_forms()} == set(_data.legal_groups())


def test_the_tokens_of_a_legal_group_are_lower_case_latin() -> None:
    groups = _data.legal_groups().values()
    assert [group for group in groups if not group.tokens] == []
    assert [token for group in groups for token in group.tokens if not re.fullmatch("[a-z]+", token)] == []
    assert [group.group for group in groups if not re.fullmatch("[a-z]+(-[a-z]+)?", group.group)] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("ООО", "ru"), ("LLC", "en")),
        (("㈱", "ja"), ("株式会社", "ja")),
        (("(株)", "ja"), ("有限公司", "zh")),
        (("ТОО", "ru"), ("ООО", "ru")),
        (("ПАО", "ru"), ("JSC", "en")),
        (("Công ty TNHH", "vi"), ("จำกัด", "th")),
        (("주식회사", "ko"), ("Co., Ltd.", "en")),
        (("سهامی خاص", "fa"), ("شركة مساهمة", "ar")),
        (("Sdn Bhd", "ms"), ("Sendirian Berhad", "ms")),
        (("公共株式会社", "ja"), ("บมจ.", "th")),
        (("連邦国家単一企業", "ja"), ("ФГУП", "ru")),
    ],
)
def test_equal_legal_forms_of_two_languages_share_a_group(one: tuple[str, str], other: tuple[str, str]) -> None:
    assert group_of(*one) & group_of(*other)


def test_unequal_legal_forms_do_not_share_a_group() -> None:
    assert not group_of("ООО", "ru") & group_of("ПАО", "ru")
    assert not group_of("有限公司", "zh") & group_of("个体工商户", "zh")
    assert not group_of("GmbH", "de") & group_of("AG", "de")


def test_a_legal_form_taken_from_gleif_says_which_code_it_has() -> None:
    sources = {row.source for row in _data.legal_forms()}
    taken = {source for source in sources if source.startswith("GLEIF")}
    assert len(taken) > 100
    assert [
        source for source in taken if not re.fullmatch(r"GLEIF ELF 1\.4\.1( [0-9A-Z]{4})+( and more)?", source)
    ] == []


def test_word_forms_are_single_ascii_tokens() -> None:
    for form, row in _data.word_forms().items():
        assert re.fullmatch("[a-z0-9]+", form)
        assert re.fullmatch("[a-z0-9]+", row.canonical)
        assert row.id == f"latin:{form}"
        assert row.kind in _data.FORM_KINDS


def test_a_canonical_word_stands_for_itself() -> None:
    forms = _data.word_forms()
    assert [row for row in forms.values() if forms[row.canonical].canonical != row.canonical] == []
    assert [row for row in forms.values() if forms[row.canonical].kind != row.kind] == []


@pytest.mark.parametrize(
    ("form", "canonical"),
    [
        ("mfg", "manufacturing"),
        ("tekstil", "textile"),
        ("ltda", "limited"),
        ("1st", "1"),
        ("iii", "3"),
        ("fangzhi", "textile"),
    ],
)
def test_equivalent_words_share_a_canonical(form: str, canonical: str) -> None:
    assert _data.word_forms()[form].canonical == canonical


def test_words_of_different_meaning_stay_apart() -> None:
    forms = _data.word_forms()
    for one, other in [("chemical", "pharma"), ("metal", "mining"), ("cotton", "textile"), ("import", "export")]:
        assert forms[one].canonical != forms[other].canonical


def test_single_letters_that_may_be_initials_are_not_numbers() -> None:
    numbers = {form for form, row in _data.word_forms().items() if row.kind == "number"}
    assert numbers.isdisjoint({"i", "v", "x", "c", "l", "m", "d"})


@pytest.mark.parametrize("language", WORD_LANGUAGES)
def test_a_word_is_in_its_own_script_and_has_an_english_gloss(language: str) -> None:
    for word in _data.words(language):
        assert word.id == f"{language}:{word.term}"
        assert language == "vi" or " " not in word.term
        letters = [letter for letter in word.term if letter.isalpha()]
        assert all(unicodedata.name(letter).startswith(SCRIPTS[language]) for letter in letters), word
        assert word.kind in _data.WORD_KINDS
        assert word.gloss
        assert len(word.gloss) == len(set(word.gloss))
        assert all(re.fullmatch("[a-z0-9]+( [a-z0-9]+)*", each) for each in word.gloss), word


def test_words_of_an_unknown_language_are_refused_with_the_known_ones() -> None:
    with pytest.raises(ValueError, match=r"'xx'.*ru"):
        _data.words("xx")


def test_inflected_forms_of_a_russian_word_share_its_gloss() -> None:
    gloss = {word.term: word.gloss for word in _data.words("ru")}
    assert gloss["производственный"] == gloss["производственная"] == gloss["производственное"]
    assert gloss["завод"] == gloss["завода"]
    assert "research production association" in gloss["нпо"]


def test_romanisations_are_lower_case_ascii() -> None:
    for variants in (_data.wade_giles(), _data.kunrei()):
        assert [key for key in variants if not re.fullmatch("[a-z]+", key)] == []
    for variants in (_data.wade_giles(), _data.kunrei(), _data.cantonese()):
        assert [each for values in variants.values() for each in values if not re.fullmatch("[a-z]+", each)] == []


def test_known_romanisations_are_there() -> None:
    assert _data.wade_giles()["zhang"] == ("chang",)
    assert _data.wade_giles()["xie"] == ("hsieh",)
    assert "liu" not in _data.wade_giles()
    assert _data.cantonese()["陈"][0] == "chan"
    assert _data.cantonese()["郭"][0] == "kwok"
    assert _data.kunrei()["shi"] == ("si",)
    assert _data.kunrei()["ja"] == ("zya",)


def test_cantonese_keys_are_single_characters() -> None:
    assert [key for key in _data.cantonese() if len(key) != 1] == []


def test_the_digest_changes_with_any_byte_of_any_data_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.csv").write_bytes(b"id\n1\n")
    (tmp_path / "notes.txt").write_bytes(b"not data")
    monkeypatch.setattr(_data, "_folder", lambda: tmp_path)
    before = _data.digest.__wrapped__()
    (tmp_path / "notes.txt").write_bytes(b"still not data")
    assert _data.digest.__wrapped__() == before
    (tmp_path / "a.csv").write_bytes(b"id\n2\n")
    assert _data.digest.__wrapped__() != before
    assert re.fullmatch("[0-9a-f]{64}", before)

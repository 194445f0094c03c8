"""Questions and their words are data: checked at start, corrected without Python; a language that nobody signed is off."""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.web.foundation.vault_browser import text
from tests.web.made_box import browser
from tests.web.made_intake import OWN, Desk, address, on, opened, title_of

from tadasu.schema import Issue, UsageError
from tadasu.web.evidence.intake import texts
from tadasu.web.evidence.intake.questions import ELEMENTS, FILE, USES, form
from tadasu.web.evidence.intake.texts import FOLDER, LIVE, digest_of, languages, offered
from tadasu.web.evidence.intake.views.form import SAID
from tadasu.web.foundation import guided
from tadasu.web.foundation.correspondence._floods import FLOODS
from tadasu.web.foundation.correspondence.purposes import purposes
from tadasu.web.foundation.findings.words import words

Change = Callable[[dict[str, Any]], None]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The texts, to be changed."""
    return Path(shutil.copytree(FOLDER, tmp_path / "texts"))


def changed(file: Path, change: Change) -> None:
    said = yaml.safe_load(file.read_text(encoding="utf-8"))
    change(said)
    file.write_text(yaml.safe_dump(said, allow_unicode=True, sort_keys=False), encoding="utf-8")


def english(folder: Path) -> dict[str, str]:
    return texts._flat(yaml.safe_load((folder / "en.yaml").read_text(encoding="utf-8"))["texts"])


def invented(folder: Path, **more: Any) -> str:
    """A whole file in a language that does not exist, written from right to left; its digest."""
    said = yaml.safe_load((folder / "en.yaml").read_text(encoding="utf-8"))

    def turned(one: Any) -> Any:
        return {key: turned(found) for key, found in one.items()} if isinstance(one, dict) else f"☾ {one}"

    said |= {"language": "xx", "name": "Invented", "direction": "rtl", "texts": turned(said["texts"])}
    digest = digest_of(said["name"], said["direction"], texts._flat(said["texts"]), english(folder))
    signed = {"reviewed_by": "Ikumi Tanemoto (invented)", "reviewed_on": "2026-11-01", "digest": digest}
    text = yaml.safe_dump(said | signed | more, allow_unicode=True, sort_keys=False)
    (folder / "xx.yaml").write_text(text, encoding="utf-8")
    return digest


def refused(folder: Path) -> dict[str, str]:
    with pytest.raises(UsageError) as found:
        texts._languages.__wrapped__(folder)
    return {"code": found.value.code, **dict(found.value.params)}


def loaded(folder: Path) -> Any:
    return texts._languages.__wrapped__(folder)


def test_japanese_and_english_are_offered_and_whole_and_no_draft_is() -> None:
    assert set(offered()) == set(LIVE)
    assert all(not languages()[one].missing for one in LIVE)
    drafts = {code for code, one in languages().items() if code not in LIVE}
    assert drafts == {"zh-Hans", "ug", "my", "km", "vi", "th", "id"}
    for code in drafts:
        one = languages()[code]
        assert (one.reviewed_by, one.reviewed_on, one.signed) == ("", None, ""), "nobody of us signs in another's name"
        assert one.direction == ("rtl" if code == "ug" else "ltr")


def test_the_indicators_elements_and_issues_of_the_project_are_all_asked() -> None:
    asked = {one.id: one for one in form().questions()}
    assert [one for one in words("indicators") if asked[one].asks != "indicator"] == []
    assert [one for one in ELEMENTS if asked[one].asks != "element"] == []
    left = {str(one) for one in Issue} - set(asked["issues"].choices)
    assert left == {"state-imposed-forced-labour", "unstated", "sanction"}, "the first is asked apart"
    assert asked["permissions"].choices == USES


def test_a_whole_and_signed_file_is_offered_and_a_changed_text_turns_it_off(folder: Path) -> None:
    invented(folder)
    assert loaded(folder)["xx"].offered
    changed(folder / "xx.yaml", lambda said: said["texts"]["pages"].update(what="Something else"))
    assert not loaded(folder)["xx"].offered


@pytest.mark.parametrize("lacks", [{"reviewed_by": " "}, {"reviewed_on": ""}, {"digest": ""}, {"digest": "0" * 64}])
def test_without_name_day_or_digest_it_stays_off(folder: Path, lacks: dict[str, str]) -> None:
    invented(folder, **lacks)
    assert not loaded(folder)["xx"].offered


@pytest.mark.parametrize("what", ["name", "direction"])
def test_its_name_and_direction_are_signed_too(folder: Path, what: str) -> None:
    invented(folder)
    changed(folder / "xx.yaml", lambda said: said.update({what: {"name": "Other", "direction": "ltr"}[what]}))
    assert not loaded(folder)["xx"].offered


def test_a_file_in_parts_is_never_offered_even_if_signed(folder: Path) -> None:
    invented(folder)

    def cut(said: dict[str, Any]) -> None:
        del said["texts"]["questions"]["menace"]["hint"]
        said["digest"] = digest_of(said["name"], said["direction"], texts._flat(said["texts"]), english(folder))

    changed(folder / "xx.yaml", cut)
    found = loaded(folder)["xx"]
    assert (found.missing, found.offered, found.signed == found.digest) == (("questions.menace.hint",), False, True)


@pytest.mark.parametrize("question", ["since", "until"], ids=["another hint", "a new hint"])
def test_a_question_that_is_asked_otherwise_turns_a_signed_language_off(folder: Path, question: str) -> None:
    invented(folder)
    for one in LIVE:
        changed(folder / f"{one}.yaml", lambda said: said["texts"]["questions"][question].update(hint="New."))
    assert not loaded(folder)["xx"].offered


WRONG: list[tuple[str, Change, dict[str, str]]] = [
    (
        "ja.yaml",
        lambda said: said["texts"]["pages"].pop("will"),
        {"code": "intake-text-missing", "file": "ja.yaml", "place": "pages.will"},
    ),
    (
        "en.yaml",
        lambda said: said["texts"]["questions"]["known"]["choices"].pop("saw"),
        {"code": "intake-text-missing", "file": "en.yaml", "place": "questions.known.choices.saw"},
    ),
    (
        "en.yaml",
        lambda said: said["texts"]["questions"].update(shoe={"ask": "Which shoe?"}),
        {"code": "intake-text-unknown", "file": "en.yaml", "place": "questions.shoe.ask"},
    ),
    (
        "ug.yaml",
        lambda said: said["texts"].update(pages={"nothing": "x"}),
        {"code": "intake-text-unknown", "file": "ug.yaml", "place": "pages.nothing"},
    ),
    (
        "ja.yaml",
        lambda said: said["texts"]["page"].update(most="文字まで。"),
        {"code": "intake-text-marks", "file": "ja.yaml", "place": "page.most"},
    ),
    (
        "ja.yaml",
        lambda said: said["texts"]["pages"].update(will=" "),
        {"code": "intake-schema", "file": "ja.yaml", "fault": "/texts/pages/will pattern"},
    ),
    (
        "ja.yaml",
        lambda said: said["texts"]["answers"].update(maybe=3),
        {"code": "intake-schema", "file": "ja.yaml", "fault": "/texts/answers/maybe type"},
    ),
    (
        "km.yaml",
        lambda said: said.update(direction="up"),
        {"code": "intake-schema", "file": "km.yaml", "fault": "/direction enum"},
    ),
    (
        "km.yaml",
        lambda said: said.update(language="vi"),
        {"code": "intake-schema", "file": "km.yaml", "fault": "/language const"},
    ),
    (
        "km.yaml",
        lambda said: said.update(reviewed_on="2026-13-45"),
        {"code": "intake-schema", "file": "km.yaml", "fault": "/reviewed_on format"},
    ),
]


@pytest.mark.parametrize(("file", "change", "said"), WRONG)
def test_what_is_wrong_in_a_file_of_texts_is_named(
    folder: Path, file: str, change: Change, said: dict[str, str]
) -> None:
    changed(folder / file, change)
    assert refused(folder) == said


QUESTIONS: list[tuple[Change, dict[str, str]]] = [
    (
        lambda said: said["pages"][1]["questions"][0]["choices"].append("theft"),
        {"code": "intake-code", "file": "q.yaml", "place": "issues", "value": "theft"},
    ),
    (
        lambda said: said["pages"][3]["questions"][0].update(id="locked-in"),
        {"code": "intake-code", "file": "q.yaml", "place": "indicator", "value": "locked-in"},
    ),
    (
        lambda said: said["pages"].pop(3),
        {"code": "intake-code", "file": "q.yaml", "place": "indicator", "value": "isolation"},
    ),
    (
        lambda said: said["pages"][2]["questions"].append(dict(said["pages"][2]["questions"][0])),
        {"code": "intake-code", "file": "q.yaml", "place": "id", "value": "known"},
    ),
    (
        lambda said: said["pages"][-1]["questions"][0]["choices"].append("anyone"),
        {"code": "intake-code", "file": "q.yaml", "place": "permissions", "value": "anyone"},
    ),
    (
        lambda said: said["pages"][1]["questions"][1].pop("most"),
        {"code": "intake-schema", "file": "q.yaml", "fault": "/pages/1/questions/1/most required"},
    ),
    (
        lambda said: said["pages"][0].update(colour="red"),
        {"code": "intake-schema", "file": "q.yaml", "fault": "/pages/0/colour additionalProperties"},
    ),
]


@pytest.mark.parametrize(("change", "said"), QUESTIONS)
def test_what_is_wrong_in_the_questions_is_named(tmp_path: Path, change: Change, said: dict[str, str]) -> None:
    file = tmp_path / "q.yaml"
    file.write_text(FILE.read_text(encoding="utf-8").replace("&work ", "").replace("*work", "[land]"), encoding="utf-8")
    changed(file, change)
    with pytest.raises(UsageError) as found:
        form.__wrapped__(file)
    assert {"code": found.value.code, **dict(found.value.params)} == said


@pytest.fixture
def desk(database: None, folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    FLOODS.forget()
    invented(folder)
    monkeypatch.setattr(texts, "FOLDER", folder)
    yield Desk()
    FLOODS.forget()


def test_an_offered_language_is_spoken_by_the_form_from_right_to_left_and_kept_in_the_draft(desk: Desk) -> None:
    client = browser(desk.box)
    assert "Invented" in text(client.get(address()))
    shown = on(client, speak="xx", own_words=OWN)
    assert title_of(shown) == "☾ What happened?"
    assert '<div lang="xx" dir="rtl">' in shown.content.decode()
    assert OWN in shown.content.decode()
    assert title_of(on(client)) == "☾ How do you know about it?"
    assert client.cookies.keys() == {"tadasu_box"}, "which language it is stands in no cookie"
    assert title_of(on(browser(desk.box), speak="ja")) == "どうして知っていますか"
    assert title_of(on(client, speak="xx")) == "☾ How do you know about it?"
    on(client, "review")
    on(client, "send")
    assert opened(desk.reader, desk.box).language == "xx"


@pytest.mark.parametrize(
    "said", ["{step} / {steps} {", "{step} / {steps} {0.x}", "} {step} {steps}", "{step!x} {step} {steps}"]
)
def test_braces_that_mean_nothing_stand_there_and_break_no_page(desk: Desk, folder: Path, said: str) -> None:
    file = folder / "xx.yaml"
    changed(file, lambda one: one["texts"]["page"].update(step=said))
    digest = digest_of(
        "Invented", "rtl", texts._flat(yaml.safe_load(file.read_text("utf-8"))["texts"]), english(folder)
    )
    changed(file, lambda one: one.update(digest=digest))
    texts._languages.cache_clear()
    shown = on(browser(desk.box), speak="xx", own_words=OWN)
    assert shown.status_code == 200
    assert OWN in shown.content.decode()
    assert re.search(r"\d+".join(map(re.escape, re.split(r"\{steps?\}", said))), text(shown))
    texts._languages.cache_clear()


def test_a_language_that_is_not_offered_is_spoken_to_nobody(desk: Desk) -> None:
    client = browser(desk.box)
    shown = on(client, speak="ug", own_words=OWN)
    assert title_of(shown) == "What happened?"
    assert "ئۇيغۇرچە" not in shown.content.decode()


def test_a_language_that_is_turned_off_meanwhile_gives_way_to_that_of_the_pages(desk: Desk, folder: Path) -> None:
    client = browser(desk.box)
    on(client, speak="xx", own_words=OWN)
    changed(folder / "xx.yaml", lambda said: said["texts"]["pages"].update(what="Something else"))
    texts._languages.cache_clear()
    shown = client.get(address())
    assert title_of(shown) == "What happened?"
    assert OWN in shown.content.decode()
    texts._languages.cache_clear()


def test_the_purpose_says_who_reads_and_what_is_told_in_both_languages() -> None:
    found = purposes()["evidence.intake"]
    assert found.roles == {"documenter", "verifier", "investigator"}
    for names in (found.names, found.readers, *found.promises, *found.warnings, *found.states.values()):
        assert set(names) == {"en", "ja"}
    assert list(found.states) == ["received", "checking", "question", "corroborated", "finding", "done"]
    assert not found.reads_back, "docs/intake.md says that the code does not open what was sent"


def test_every_choice_of_every_language_is_one_line() -> None:
    for one in languages().values():
        assert not [place for place, said in one.texts.items() if "\n" in said or said != said.strip()]


def test_every_word_around_the_form_stands_on_a_page() -> None:
    places = (FILE.parents[1], Path(guided.__file__).parent)
    files = [one for place in places for one in place.rglob("*") if one.suffix in (".py", ".html")]
    code = "\n".join(one.read_text(encoding="utf-8") for one in files)
    errors = {f"page.{one.removeprefix('intake-')}" for one in SAID}
    page = {place for place in languages()["en"].texts if place.startswith("page.")}
    assert [place for place in sorted(page - errors) if f'"{place}"' not in code] == []


def test_who_sees_that_a_report_came_is_told_before_anything_is_typed(desk: Desk) -> None:
    shown = {one: text(browser(None, **{"accept-language": one}).get(f"/box/at/{desk.counter.id}")) for one in LIVE}
    assert "can see that a report or a file came, on which day" in shown["en"]
    assert "This stays after it is erased or taken back." in shown["en"]
    assert "報告やファイルが届いたことと日付" in shown["ja"]


def test_every_test_that_the_documentation_names_is_there() -> None:
    root = Path(__file__).parents[3]
    named = set(re.findall(r"`(test_\w+)`", (root / "docs" / "intake.md").read_text(encoding="utf-8")))
    there = "\n".join(one.read_text(encoding="utf-8") for one in Path(__file__).parent.glob("test_intake_*.py"))
    assert len(named) > 15
    assert [one for one in sorted(named) if f"def {one}(" not in there] == []

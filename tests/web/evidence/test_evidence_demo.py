"""The evidence desk of the demonstration: steps 1 to 4 of the story, made once, by its invented people, and fit to go on from."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.screening.test_screening_demo_world import _real, _taken_for_real
from tests.web.made_vault import REASON, lately, unlocking
from tests.web.recorded import recorded

from tadasu.demo import SEED, demo_folder, world
from tadasu.screening import Index
from tadasu.web.evidence.custody import actions as custody
from tadasu.web.evidence.custody.models import Item, Step
from tadasu.web.evidence.custody.verifying import verify
from tadasu.web.evidence.intake.demo import TOLD, demo_report
from tadasu.web.evidence.intake.models import Draft
from tadasu.web.evidence.press.models import Article
from tadasu.web.evidence.verification import demo, queries
from tadasu.web.evidence.verification.models import Assessment, Conclusion, Inquiry
from tadasu.web.foundation.access import Actor, acting
from tadasu.web.foundation.accounts.actor import actor_of
from tadasu.web.foundation.accounts.demo import organisations, people
from tadasu.web.foundation.accounts.models import User
from tadasu.web.foundation.correspondence.demo import demo_box
from tadasu.web.foundation.correspondence.models import Counter
from tadasu.web.foundation.findings.listing import companies_file, findings_file
from tadasu.web.foundation.findings.models import IN_FORCE, FindingVersion
from tadasu.web.foundation.parties.models import Party
from tadasu.web.project.second import waiting_for_a_second

pytestmark = pytest.mark.usefixtures("database")

HELD = {"D-058", "D-066"}
"""Declarations into Japan that the yarn of the mill taints (`outcomes.csv`: mill-yarn)."""


@pytest.fixture
def shown() -> Iterator[Actor]:
    """The whole demonstration of the desk, seen by who verifies."""
    people()
    demo_report()
    assert demo.demo_inquiry() == 3
    actor = who("verifier")
    with acting(actor):
        yield actor


def who(role: str) -> Actor:
    """A person of the demonstration, just signed in."""
    return lately(User.objects.get(login=f"{demo.PLACE}-{role}"))


def of(role: str) -> Inquiry:
    """The inquiry about a firm of the invented world."""
    return Inquiry.objects.get(label=demo._told()["inquiries"][role]["label"])


def counts() -> list[int]:
    """How many rows there are of everything that it makes."""
    kinds = (Article, Assessment, Conclusion, Counter, FindingVersion, Inquiry, Item, Party, Step)
    return [kind.objects.count() for kind in kinds]


def test_four_items_come_to_three_origins_and_to_a_finding_in_force_that_two_people_signed(shown: Actor) -> None:
    inquiry = of("mill")
    weighing = queries.weighing_of(inquiry)
    assert len(queries.taken_of(inquiry)) == 4
    assert (weighing.origins.count, len(weighing.origins.echoes)) == (3, 1)
    conclusion = Conclusion.objects.get(inquiry=inquiry)
    assert conclusion.standard == "substantiated"
    assert conclusion.signed_by_id not in (None, conclusion.concluded_by_id)
    assert conclusion.finding is not None
    finding = FindingVersion.objects.get(id=conclusion.finding)
    assert (finding.status, finding.content["subject"]["good"], finding.content["issue"]) == (
        IN_FORCE,
        "5205",
        "state-imposed-forced-labour",
    )
    assert finding.signed_by_id != finding.concluded_by_id


def test_two_people_assessed_and_differ_in_one_grade(shown: Actor) -> None:
    weighing = queries.weighing_of(of("mill"))
    differs = [one.differs for one in weighing.combined.values() if one.differs]
    assert [list(one) for one in differs] == [["credibility"]]
    given = Assessment.objects.filter(taken__inquiry=of("mill"))
    assert len(set(given.values_list("user", flat=True))) == 2


def test_everything_is_an_act_of_a_person_and_the_logs_hold(shown: Actor) -> None:
    place = organisations()[demo.PLACE]
    acts = [
        one for one in recorded(organisation=place.id) if one.act.startswith(("verification.", "press.", "findings."))
    ]
    assert {one.act for one in acts} >= {"verification.conclude", "verification.sign", "press.add", "findings.sign"}
    assert not [one.act for one in acts if one.system]
    assert not verify(shown, place.id).faults


def test_the_passphrase_that_is_printed_opens_the_evidence(shown: Actor) -> None:
    box = demo_box()
    assert box is not None
    pictures = Item.objects.get(kind="picture")
    for role in ("documenter", "verifier"):
        actor = who(role)
        key = unlocking(User.objects.get(login=f"{demo.PLACE}-{role}"), box.passphrase).key
        with acting(actor):
            opened = custody.open_item(actor, item=pictures.id, key=key, purpose="verify", reason=REASON)
            assert opened.file is not None
            content = b"".join(opened.file.pieces)
        assert content == (demo._DATA / "demo-dormitory.svg").read_bytes()


def test_something_waits_for_each_who_works_on_evidence(shown: Actor) -> None:
    waits = {}
    for role in ("documenter", "verifier", "editor"):
        actor = who(role)
        with acting(actor):
            waits[role] = {str(one.label) for found in waiting_for_a_second(actor) for one in found.lines}
    assert of("parts-maker").label in waits["documenter"] & waits["verifier"]
    assert of("garment-maker").label in waits["editor"]


def test_what_was_assessed_or_cannot_be_opened_waits_for_nobody(shown: Actor) -> None:
    assert [one.id for one in queries.unassessed_by_anybody(shown)] == [of("parts-maker").id]
    for role in ("editor", "auditor"):
        actor = who(role)
        with acting(actor):
            assert not queries.unassessed_by_anybody(actor).exists()
    bare = actor_of(User.objects.get(login=f"{demo.PLACE}-verifier"))  # without a second factor
    with acting(bare):
        assert not queries.unassessed_by_anybody(bare).exists()


def test_a_second_start_makes_nothing_twice(shown: Actor) -> None:
    before = counts()
    assert demo_report()
    assert demo.demo_inquiry() == 0
    assert counts() == before


def test_a_start_that_was_killed_is_finished_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*arguments: object, **said: object) -> None:
        raise KeyboardInterrupt

    people()
    with monkeypatch.context() as patched:
        patched.setattr("tadasu.web.evidence.intake.demo.send", killed)
        with pytest.raises(KeyboardInterrupt):
            demo_report()
    assert not Counter.objects.filter(purpose="evidence.intake").exists()
    demo_report()
    with monkeypatch.context() as patched:
        patched.setattr(demo, "sign_finding", killed)
        with pytest.raises(KeyboardInterrupt):
            demo.demo_inquiry()
    with acting(who("verifier")):
        assert not Inquiry.objects.exists()
        assert Item.objects.count() == 1
    assert demo.demo_inquiry() == 3
    with acting(who("verifier")):
        assert FindingVersion.objects.filter(status=IN_FORCE).count() == 1
        assert not Draft.objects.exists()


def test_where_there_are_no_invented_people_or_no_report_nothing_is_made() -> None:
    assert demo.demo_inquiry() == 0
    people()
    assert demo.demo_inquiry() == 0


def test_who_is_named_is_of_the_invented_world_and_every_label_says_that_it_is_invented(shown: Actor) -> None:
    firms = {name for one in world(SEED).companies for name in (one.name, *one.aliases)}
    for inquiry in Inquiry.objects.all():
        first, *others = inquiry.about["names"]
        assert others
        assert set(others) <= firms
        assert "invented" in first
    articles = list(Article.objects.all())
    labels = [*Inquiry.objects.values_list("label", flat=True)]
    labels += Item.objects.filter(origin_of=None).values_list("label", flat=True)
    said = [*labels, *(part for one in articles for part in (one.title, one.outlet, one.author))]
    assert len(said) == 3 + 4 + 3 * len(articles)
    assert all("invented" in one and "架空" in one for one in said)


def test_the_files_of_the_findings_in_force_hold_declarations_of_the_invented_world(
    shown: Actor, tmp_path: Path
) -> None:
    place = organisations()[demo.PLACE].id
    address = "https://demo.example.org/findings/{}"
    (tmp_path / "findings.csv").write_text(findings_file(shown, place, page=address.format), encoding="utf-8")
    (tmp_path / "companies.csv").write_text(companies_file(shown, place), encoding="utf-8")
    command = [str(Path(sys.executable).with_name("tadasu")), "assess", str(demo_folder() / "declarations.csv")]
    more = ["--findings", "findings.csv", "--companies", "companies.csv", "--flow", "import", "--country", "jp"]
    done = subprocess.run(
        [*command, *more, "--out", "queue.jsonl"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    rows = [json.loads(line) for line in (tmp_path / "queue.jsonl").read_text(encoding="utf-8").splitlines()]
    held = {row["declaration"]: row for row in rows if row["disposition"] == "hold"}
    assert set(held) == HELD
    finding = FindingVersion.objects.get(status=IN_FORCE)
    assert address.format(finding.id) in json.dumps(held["D-058"])


@pytest.mark.slow
def test_no_invented_name_of_the_desk_screens_against_a_real_one(shown: Actor, shared_data: Path) -> None:
    names = {name for inquiry in Inquiry.objects.all() for name in inquiry.about["names"]}
    names |= {part.split("（")[0].split(" (")[0] for one in Article.objects.all() for part in one.outlet.split(" · ")}
    names |= {str(TOLD["employer"]).removesuffix("（架空）")}
    assert len(names) > 8
    assert not _taken_for_real(sorted(names), Index.build(_real(shared_data)))

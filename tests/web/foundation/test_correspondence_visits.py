"""Coming back by the code, leaving, being forgotten; what a wrong code learns; how much may come in."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from django.utils import timezone
from tests.web.made import organisation
from tests.web.made_box import as_holder, box_at, counter, received, replied, wrote
from tests.web.made_vault import everything, holder

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, Refused, acting, holding
from tadasu.web.foundation.correspondence._code import new_code
from tadasu.web.foundation.correspondence._floods import DAY, FLOODS, HOUR, Floods
from tadasu.web.foundation.correspondence.actions import source
from tadasu.web.foundation.correspondence.actions.counters import set_up_counter
from tadasu.web.foundation.correspondence.actions.entering import IDLE, enter, entered, form_token, leave, open_box
from tadasu.web.foundation.correspondence.models import Counter, Entered, Letter
from tadasu.web.foundation.correspondence.purposes import _PURPOSES as REGISTERED
from tadasu.web.foundation.correspondence.purposes import Limits
from tadasu.web.foundation.vault import _files
from tadasu.web.foundation.vault.sealing import context, derived, unseal

pytestmark = pytest.mark.usefixtures("database")


class Scene:
    """A group, its reader, a box."""

    def __init__(self) -> None:
        self.place = organisation("civil-society")
        self.reader = holder(self.place, "documenter")
        self.counter = counter(self.place, self.reader)
        self.box = box_at(self.counter)


@pytest.fixture
def scene() -> Iterator[Scene]:
    FLOODS.forget()
    yield Scene()
    FLOODS.forget()
    for name in list(_files.names()):
        _files.remove(name)


def bounded(monkeypatch: pytest.MonkeyPatch, **limits: int) -> None:
    general = REGISTERED["general"]
    monkeypatch.setitem(REGISTERED, "general", replace(general, limits=Limits(**limits)))


def code_of(refused: pytest.ExceptionInfo[UsageError]) -> str:
    return refused.value.code


def test_with_the_code_one_comes_back_and_without_it_never(scene: Scene) -> None:
    with acting(ANONYMOUS):
        visit = entered(enter(scene.box.code))
        assert visit is not None
        assert visit.box.id == scene.box.id
        with pytest.raises(UsageError) as refused:
            enter(new_code())
        assert code_of(refused) == "box-unknown"


def test_a_visit_lies_in_the_database_under_a_key_of_the_cookie_only(scene: Scene) -> None:
    visit = scene.box.visit
    digest = derived(visit.key, "visit-lookup").hex()
    with acting(ANONYMOUS):
        assert not Entered.objects.exists()
        with holding(digest):
            (row,) = Entered.objects.all()
        assert bytes(visit.private) not in bytes(row.sealed)
        assert bytes.fromhex(str(visit.box.digest)) not in bytes(row.sealed), "not even which box it is of"
        said = unseal(derived(visit.key, "visit-key"), bytes(row.sealed), context("visit", digest))
    assert said == visit.private + bytes.fromhex(str(visit.box.digest))


def test_a_visit_ends_when_one_leaves_or_does_nothing(scene: Scene) -> None:
    digest = derived(scene.box.visit.key, "visit-lookup").hex()
    with acting(ANONYMOUS):
        with holding(digest):
            Entered.objects.update(used_at=timezone.now() - IDLE + timedelta(minutes=1))
        assert entered(scene.box.token) is not None
        with holding(digest):
            assert Entered.objects.get().used_at > timezone.now() - timedelta(minutes=1), "use keeps it"
            Entered.objects.update(used_at=timezone.now() - IDLE)
        assert entered(scene.box.token) is None
        with holding(digest):
            assert not Entered.objects.exists()
        again = enter(scene.box.code)
        leave(again)
        assert entered(again) is None


@pytest.mark.parametrize("token", ["", "x", "é", "AAAA", "A" * 44, "A" * 43 + "=", "=" * 44])
def test_a_token_that_is_none_is_no_visit(scene: Scene, token: str) -> None:
    with acting(ANONYMOUS):
        assert entered(token) is None
        leave(token)


def test_forms_of_two_visits_of_one_box_are_not_the_same(scene: Scene) -> None:
    with acting(ANONYMOUS):
        other = entered(enter(scene.box.code))
    assert other is not None
    assert form_token(other) != form_token(scene.box.visit)
    assert len(form_token(other)) == 64


def test_what_is_taken_back_opens_for_nobody_and_its_code_opens_nothing(scene: Scene) -> None:
    from tests.web.made_box import opened_by

    from tadasu.web.foundation.vault.models import Outside, Reader, RecoveryBox

    wrote(scene.box, "Invented words.")
    replied(scene.reader, scene.box, "An answer.")
    with as_holder(scene.box) as visit, received(b"invented " * 100) as came:
        source.send_file(visit, received=came)
    with as_holder(scene.box) as visit:
        source.withdraw(visit)
    with acting(ANONYMOUS):
        assert entered(scene.box.token) is None
        with pytest.raises(UsageError) as refused:
            enter(scene.box.code)
        assert code_of(refused) == "box-unknown"
    with acting(scene.reader.actor):
        records = list(Letter.objects.values_list("record", flat=True))
        assert len(records) == 3
        for model in (Reader, Outside, RecoveryBox):
            assert not model.objects.filter(record__in=records).exists()
    assert opened_by(scene.reader, scene.box) == 0


def test_whoever_has_not_the_code_takes_nothing_back(scene: Scene) -> None:
    another = box_at(scene.counter)
    with as_holder(scene.box), pytest.raises(Refused):
        source.withdraw(replace(scene.box.visit, private=another.visit.private))


def test_at_a_shut_counter_no_box_is_opened_and_those_that_are_there_stay_open(scene: Scene) -> None:
    organiser = holder(scene.place, "organiser")
    with acting(organiser.actor):
        set_up_counter(
            organiser.actor, organisation=scene.place, purpose="general", readers=[scene.reader.id], open=False
        )
        shut = Counter.objects.get(id=scene.counter.id)
    with acting(ANONYMOUS), pytest.raises(Refused):
        open_box(shut)
    wrote(scene.box, "Still here.")


@pytest.mark.parametrize(("role", "keys", "code"), [("payer", True, "box-reader"), ("documenter", False, "box-reader")])
def test_a_reader_needs_a_role_that_fits_and_keys(scene: Scene, role: str, keys: bool, code: str) -> None:
    from tests.web.made import person

    one = holder(scene.place, role).user if keys else person(scene.place, role)
    organiser = holder(scene.place, "organiser")
    with acting(organiser.actor), pytest.raises(UsageError) as refused:
        set_up_counter(organiser.actor, organisation=scene.place, purpose="general", readers=[one.id], open=True)
    assert code_of(refused) == code


@pytest.mark.parametrize(("purpose", "code"), [("general", "box-needs-readers"), ("no.such", "box-purpose")])
def test_a_counter_needs_readers_and_a_purpose_that_there_is(scene: Scene, purpose: str, code: str) -> None:
    organiser = holder(scene.place, "organiser")
    with acting(organiser.actor), pytest.raises(UsageError) as refused:
        set_up_counter(organiser.actor, organisation=scene.place, purpose=purpose, readers=[], open=True)
    assert code_of(refused) == code


def test_nobody_but_an_organiser_sets_up_a_counter(scene: Scene) -> None:
    with acting(scene.reader.actor), pytest.raises(Refused):
        set_up_counter(
            scene.reader.actor, organisation=scene.place, purpose="general", readers=[scene.reader.id], open=False
        )


def test_boxes_an_hour_are_bounded_at_each_counter(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    bounded(monkeypatch, boxes_an_hour=3)
    FLOODS.forget()
    for _ in range(3):
        box_at(scene.counter)
    with pytest.raises(UsageError) as refused:
        box_at(scene.counter)
    assert code_of(refused) == "box-busy"
    elsewhere = organisation("civil-society")
    box_at(counter(elsewhere, holder(elsewhere, "documenter")))
    with acting(ANONYMOUS):
        assert entered(enter(scene.box.code)) is not None, "those who have a code come in"


def test_boxes_at_a_counter_are_bounded(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    bounded(monkeypatch, boxes=1)
    with pytest.raises(UsageError) as refused:
        box_at(scene.counter)
    assert code_of(refused) == "box-busy"


def test_letters_without_an_answer_are_bounded_and_an_answer_makes_room(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    bounded(monkeypatch, unanswered=2, letters=6)
    for _ in range(2):
        wrote(scene.box, "Once more.")
    with pytest.raises(UsageError) as refused:
        wrote(scene.box, "Once more.")
    assert code_of(refused) == "box-full"
    for _ in range(2):
        replied(scene.reader, scene.box, "An answer.")
        wrote(scene.box, "Once more.")
    with pytest.raises(UsageError) as refused:
        wrote(scene.box, "The seventh.")
    assert code_of(refused) == "box-full"


def test_bytes_a_day_are_bounded_for_letters_and_files_together(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    bounded(monkeypatch, bytes_a_day=100_000)
    wrote(scene.box, "x" * 10_000)
    with as_holder(scene.box) as visit:
        assert source.allowance(visit) == 90_000
        before = len(everything())
        with pytest.raises(UsageError) as refused, received(b"x" * 95_000) as came:
            source.send_file(visit, received=came)
        assert code_of(refused) == "box-busy"
        assert len(everything()) == before
    wrote(scene.box, "x" * 10_000)


def test_files_of_a_box_are_bounded(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    bounded(monkeypatch, file=50_000, files=150_000)
    with as_holder(scene.box) as visit:
        assert source.allowance(visit) == 50_000
        with received(b"x" * 50_000) as came:
            source.send_file(visit, received=came)
        left = source.allowance(visit)
        assert left == 50_000
        with received(b"x" * 50_000) as came:
            source.send_file(visit, received=came)
        assert source.allowance(visit) < 50_000
        with pytest.raises(UsageError) as refused, received(b"x" * 50_000) as came:
            source.send_file(visit, received=came)
        assert code_of(refused) == "vault-full"


def test_a_window_is_over_when_its_time_is_and_others_are_counted_apart() -> None:
    floods = Floods()
    assert floods.take("a", most=2, seconds=HOUR, now=10.0)
    assert floods.take("a", amount=1, most=2, seconds=HOUR, now=HOUR - 1.0)
    assert not floods.take("a", most=2, seconds=HOUR, now=HOUR - 0.5)
    assert floods.left("a", most=2, seconds=HOUR, now=HOUR - 0.5) == 0
    assert floods.take("b", most=2, seconds=HOUR, now=10.0)
    assert floods.take("a", most=2, seconds=DAY, now=10.0)
    assert floods.left("a", most=2, seconds=HOUR, now=HOUR + 0.0) == 2
    assert floods.take("a", amount=2, most=2, seconds=HOUR, now=HOUR + 0.0)
    assert not floods.take("a", amount=1, most=2, seconds=HOUR, now=HOUR + 1.0)


def test_a_visit_moves_the_end_of_a_box_to_the_first_of_a_month_and_an_unused_box_has_two_days(scene: Scene) -> None:
    from tadasu.web.foundation.correspondence.models import Box

    with as_holder(scene.box):
        assert Box.objects.get().ends_on == timezone.localdate() + timedelta(days=2)
    wrote(scene.box, "Invented words.")
    with as_holder(scene.box):
        Box.objects.update(ends_on=timezone.localdate() + timedelta(days=3))
    with acting(ANONYMOUS):
        enter(scene.box.code)
    with as_holder(scene.box):
        found = Box.objects.get().ends_on
    assert found.day == 1
    assert timedelta(days=180) < found - timezone.localdate() <= timedelta(days=212)

"""Finding a party by any two signs of any of its names."""

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from tests.web.made import organisation
from tests.web.made_parties import WHY, added, joined, said, worker_of

from tadasu.web.foundation.access import acting
from tadasu.web.foundation.parties import queries
from tadasu.web.foundation.parties._grams import grams
from tadasu.web.foundation.parties._values import folded
from tadasu.web.foundation.parties.actions import withdraw
from tadasu.web.foundation.parties.models import Statement

NAMES = (
    "新疆架空棉业有限公司",
    "架空新疆棉花廠",
    "株式会社鵯畦商事（架空）",
    "100% Invented_Cotton",
    "100 Invented Cotton",
    "ﾃｽﾞｸﾞﾙ架空工場",
)


@given(st.text(max_size=30), st.text(min_size=2, max_size=4))
def test_whatever_holds_a_text_has_all_its_pairs(text: str, part: str) -> None:
    whole = folded(f"{text}{part}{text}")
    if folded(part) in whole:
        assert grams(folded(part)) <= grams(whole)


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("新疆", {"新疆架空棉业有限公司", "架空新疆棉花廠"}),
        ("鵯畦", {"株式会社鵯畦商事（架空）"}),
        ("0%", {"100% Invented_Cotton"}),
        ("d_c", {"100% Invented_Cotton"}),
        ("INVENTED cotton", {"100 Invented Cotton"}),
        ("テズグル", {"ﾃｽﾞｸﾞﾙ架空工場"}),
        ("架空", set(NAMES) - {"100% Invented_Cotton", "100 Invented Cotton"}),
        ("疆新", set()),
        ("新", set()),
        ("' OR 1=1 --", set()),
        ("\0\0", set()),
        ("\\%", set()),
    ],
)
def test_two_signs_find_every_name_that_holds_them(text: str, found: set[str]) -> None:
    place = organisation()
    actor = worker_of(place)
    for name in NAMES:
        added(actor, place, name)
    with acting(actor):
        rows = queries.parties_of(actor, place.id, text=text)
        assert {one.title for one in rows} == (found if text.strip("\0") else set())


@pytest.mark.usefixtures("database")
def test_a_party_is_found_by_the_name_of_any_that_became_one_with_it_and_once() -> None:
    place = organisation()
    actor = worker_of(place)
    one = added(actor, place, "Tezgul Mill (invented)", said("alias", "特孜古尔工厂"))
    other = added(actor, place, "特孜古尔棉业（虚构）")
    joined(actor, one.id, other.id)
    with acting(actor):
        assert [found.id for found in queries.parties_of(actor, place.id, text="特孜")] == [one.id]


@pytest.mark.usefixtures("database")
def test_a_withdrawn_name_is_not_found() -> None:
    place = organisation()
    actor = worker_of(place)
    added(actor, place, "Tezgul Mill (invented)", said("alias", "特孜古尔工厂"))
    with acting(actor):
        withdraw(actor, statement=Statement.objects.get(property="alias").id, reason=WHY)
        assert not queries.parties_of(actor, place.id, text="特孜").exists()


@pytest.mark.usefixtures("database")
def test_the_search_is_answered_by_its_index_under_row_level_security() -> None:
    place = organisation()
    actor = worker_of(place)
    added(actor, place, "新疆架空棉业有限公司")
    with acting(actor), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        plan = queries.named(place.id, "新疆").explain()
    assert "parties_gram_once" in plan
    assert "gram = " in plan.partition("parties_gram_once")[2].partition("Index Cond")[2]

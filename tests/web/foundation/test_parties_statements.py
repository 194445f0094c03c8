"""What is said of a party: checked, kept beside what others say, withdrawn and never lost."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.web.made import organisation
from tests.web.made_parties import SOURCE, WHY, added, said, stated, worker_of

from tadasu.schema import Certainty, UsageError
from tadasu.web.foundation.access import acting
from tadasu.web.foundation.parties import queries
from tadasu.web.foundation.parties._values import Value, checked
from tadasu.web.foundation.parties.actions import add_party, state, withdraw
from tadasu.web.foundation.parties.conflicts import Conflict
from tadasu.web.foundation.parties.models import Party, Statement
from tadasu.web.foundation.parties.properties import kinds, properties, properties_of

pytestmark = pytest.mark.usefixtures("database")


def test_a_party_is_kept_as_its_source_tells_it() -> None:
    place = organisation()
    actor = worker_of(place)
    party = added(
        actor,
        place,
        "株式会社鵯畦商事",
        said("country", "日本", as_of=date(2026, 11, 1), confidence=Certainty.VERIFIED),
        said("registrationNumber", "T1010001000006", scheme="jp-corporate-number"),
    )
    with acting(actor):
        shown = queries.party_shown(actor, party.id)
        assert shown.party.title == "株式会社鵯畦商事"
        assert [(one.property, [v[0].value for v in one.values]) for one in shown.groups] == [
            ("name", ["株式会社鵯畦商事"]),
            ("country", ["jp"]),
            ("registrationNumber", ["1010001000006"]),
        ]
        country = shown.groups[1].values[0][0]
        assert (country.source, country.as_of, country.confidence) == (SOURCE, date(2026, 11, 1), 0)
        assert country.recorded_by_id == actor.user


@pytest.mark.parametrize(
    ("kind", "property", "value", "kept"),
    [
        ("company", "name", "  Ａｏｉ　Demo\tMill ", "Ａｏｉ Demo Mill"),
        ("company", "name", "か\N{COMBINING KATAKANA-HIRAGANA VOICED SOUND MARK}き商店", "がき商店"),
        ("person", "name", "渡\N{VARIATION SELECTOR-17}邉 架空", "渡\N{VARIATION SELECTOR-17}邉 架空"),
        ("company", "country", "Türkiye", "tr"),
        ("good", "hsCode", "５２．０１", "5201"),
        ("place", "placeId", "Hotan Prefecture", "cn-653200"),
        ("company", "incorporationDate", "2019-04", "2019-04"),
        ("company", "website", "https://example.invalid/a?b=c", "https://example.invalid/a?b=c"),
    ],
)
def test_a_value_is_kept_in_one_way(kind: str, property: str, value: str, kept: str) -> None:
    assert checked(kind, property, value).value == kept


@pytest.mark.parametrize(
    ("kind", "property", "value", "code"),
    [
        ("company", "name", " ", "parties-value-missing"),
        ("company", "name", "Mill\0", "parties-value-signs"),
        ("company", "name", "Mill \N{RIGHT-TO-LEFT OVERRIDE}gnp", "parties-value-signs"),
        ("company", "name", "Mill\ue000", "parties-value-signs"),
        ("company", "name", "\ud800", "parties-value-signs"),
        ("company", "name", "x" * 10_000_000, "parties-value-long"),
        ("company", "address", "x" * 2001, "parties-value-long"),
        ("company", "country", "Atlantis", "parties-value-country"),
        ("company", "registrationNumber", "1010001000006", "parties-scheme-missing"),
        ("company", "leiCode", "N/A", "parties-value-number"),
        ("company", "leiCode", "52990000000000000098", "parties-value-digits"),
        ("company", "incorporationDate", "2019-02-30", "parties-value-date"),
        ("company", "incorporationDate", "last year", "parties-value-date"),
        ("company", "website", "javascript:alert(1)", "parties-value-url"),
        ("company", "website", "https://user@example.invalid", "parties-value-url"),
        ("good", "hsCode", "0001", "parties-value-hs"),
        ("place", "placeId", "Nowhere at all", "parties-value-place"),
        ("good", "leiCode", "x", "parties-no-such-property"),
        ("ship", "name", "x", "parties-no-such-kind"),
    ],
)
def test_a_value_that_cannot_be_is_refused(kind: str, property: str, value: str, code: str) -> None:
    with pytest.raises(UsageError) as refused:
        checked(kind, property, value)
    assert refused.value.code == code


def test_wrong_check_digits_are_told_apart_from_another_form() -> None:
    for value, code in (("2010001000006", "parties-value-digits"), ("701000", "parties-value-number")):
        with pytest.raises(UsageError) as refused:
            checked("company", "registrationNumber", value, scheme="jp-corporate-number")
        assert refused.value.code == code


def kept_of(text: str) -> Value | str:
    """What becomes of a name: it, or why it is refused."""
    try:
        return checked("company", "name", text)
    except UsageError as refused:
        return refused.code


@given(st.text(max_size=60))
def test_a_name_is_refused_in_words_or_kept_in_one_way(text: str) -> None:
    kept = kept_of(text)
    if isinstance(kept, str):
        assert kept in {"parties-value-missing", "parties-value-signs"}
    else:
        assert kept_of(kept.value) == kept


def test_what_sources_say_against_each_other_stands_side_by_side() -> None:
    place = organisation()
    actor = worker_of(place)
    party = added(actor, place, "Kumanezawa Garments (invented)", said("jurisdiction", "jp"))
    stated(actor, party.id, "jurisdiction", "vn", source="a letter (invented)")
    stated(actor, party.id, "jurisdiction", "Japan", source="another letter (invented)")
    with acting(actor):
        group = queries.party_shown(actor, party.id).groups[1]
    assert group.contradicts
    assert [[one.value for one in value] for value in group.values] == [["jp", "jp"], ["vn"]]


def test_two_names_are_no_contradiction() -> None:
    place = organisation()
    actor = worker_of(place)
    party = added(actor, place, "Kumanezawa Garments (invented)")
    stated(actor, party.id, "name", "クマネザワ衣料（架空）")
    with acting(actor):
        assert not queries.party_shown(actor, party.id).groups[0].contradicts


def test_a_source_that_says_the_same_again_is_told() -> None:
    place = organisation()
    actor = worker_of(place)
    party = added(actor, place, "Kumanezawa Garments (invented)", said("country", "jp"))
    with acting(actor), pytest.raises(UsageError, match="parties-stated-already"):
        state(actor, party=party.id, said=said("country", "日本"))


def test_a_withdrawn_statement_stays_with_who_and_why() -> None:
    place = organisation()
    actor = worker_of(place)
    party = added(actor, place, "Kumanezawa Garments (invented)", said("country", "jp"))
    with acting(actor):
        statement = Statement.objects.get(property="country")
        withdraw(actor, statement=statement.id, reason=WHY)
        shown = queries.party_shown(actor, party.id)
        assert [one.property for one in shown.groups] == ["name"]
        assert [(one.value, one.withdrawn_why, one.withdrawn_by_id) for one in shown.withdrawn] == [
            ("jp", WHY, actor.user)
        ]


def test_the_second_of_two_who_withdraw_is_told_of_the_first() -> None:
    place = organisation()
    actor, other = worker_of(place), worker_of(place)
    added(actor, place, "Kumanezawa Garments (invented)", said("country", "jp"))
    with acting(actor):
        statement = Statement.objects.get(property="country")
        withdraw(actor, statement=statement.id, reason=WHY)
    with acting(other), pytest.raises(Conflict) as told:
        withdraw(other, statement=statement.id, reason="another reason")
    assert told.value.later[0].reason == WHY


def test_a_party_keeps_a_name() -> None:
    place = organisation()
    actor = worker_of(place)
    party = added(actor, place, "Kumanezawa Garments (invented)")
    with acting(actor):
        first = Statement.objects.get(property="name")
        with pytest.raises(UsageError, match="parties-last-name"):
            withdraw(actor, statement=first.id, reason=WHY)
    stated(actor, party.id, "alias", "クマネザワ衣料（架空）")
    with acting(actor):
        withdraw(actor, statement=first.id, reason=WHY)
        assert Party.objects.get(id=party.id).title == "クマネザワ衣料（架空）"


def test_an_owner_can_be_a_party_of_ours() -> None:
    place = organisation()
    actor = worker_of(place)
    owner = added(actor, place, "Yanazeki Holdings (invented)")
    mill = added(actor, place, "Yanazeki Mill (invented)", kind="facility")
    stated(actor, mill.id, "owner", str(owner.id))
    stated(actor, mill.id, "operator", "somebody whom we do not know")
    with acting(actor):
        kept = Statement.objects.get(property="owner")
        assert (kept.value, kept.other_id) == ("Yanazeki Holdings (invented)", owner.id)
        assert Statement.objects.get(property="operator").other is None


def test_an_owner_of_another_organisation_is_not_there() -> None:
    place, elsewhere = organisation(), organisation()
    actor, stranger = worker_of(place), worker_of(elsewhere)
    theirs = added(stranger, elsewhere, "Not ours (invented)")
    mill = added(actor, place, "Yanazeki Mill (invented)", kind="facility")
    with acting(actor), pytest.raises(UsageError, match="parties-no-such-party"):
        state(actor, party=mill.id, said=said("owner", str(theirs.id)))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"source": " "}, "parties-source-missing"),
        ({"source": "x" * 201}, "parties-value-long"),
        ({"source_url": "ftp://example.invalid"}, "parties-value-url"),
        ({"as_of": date(2999, 1, 1)}, "parties-day-ahead"),
        ({"language": "Japanese"}, "parties-language"),
    ],
)
def test_a_statement_without_a_sound_source_is_refused(more: dict[str, object], code: str) -> None:
    place = organisation()
    actor = worker_of(place)
    with acting(actor), pytest.raises(UsageError) as refused:
        add_party(actor, organisation=place.id, kind="company", said=[said("name", "Mill (invented)", **more)])
    assert refused.value.code == code


def test_a_party_without_a_name_is_refused() -> None:
    place = organisation()
    actor = worker_of(place)
    with acting(actor), pytest.raises(UsageError, match="parties-name-missing"):
        add_party(actor, organisation=place.id, kind="company", said=[said("country", "jp")])
    with acting(actor):
        assert not Party.objects.exists()


def test_the_data_of_properties_is_whole() -> None:
    assert all(set(one.kinds) <= set(kinds()) for one in properties().values())
    assert all({"name", "alias"} <= set(properties_of(kind)) for kind in kinds())
    assert all(
        (one.names["en"].isascii() and not one.names["ja"].isascii()) or one.id == "leiCode"
        for one in properties().values()
    )

"""Spellings of one company come together, with a reason, and can be kept apart."""

import random
from dataclasses import replace

from tadasu.assessment import Judgement, Spelling, resolve
from tadasu.schema import Entity, EntityId, ListId, MergeReason, Origin, Party

LATIN = Party(name="Sepmulun Demo Cotton Spinning Co., Ltd.", country="cn")
CASE = Party(name="SEPMULUN  DEMO COTTON SPINNING CO., LTD.", country="cn")
SLIP = Party(name="Sepmulum Demo Cotton Spinning Company Limited", country="cn")
FORM = Party(name="Sepmulun Demo Cotton Spinning Company Limited", country="cn")
ABROAD = Party(name="Sepmulun Demo Cotton Spinning Co., Ltd.", country="vn")
OTHER = Party(name="Quaverdin Sample Fisheries Ltd", country="cn")


def same(one: Party, other: Party, *, judgements: tuple[Judgement, ...] = ()) -> bool:
    companies = resolve([one, other, OTHER], judgements=judgements)
    return companies.of(one) == companies.of(other)


def judged(one: Party, other: Party, same: bool) -> Judgement:
    return Judgement(first=Spelling(one.name, one.country), second=Spelling(other.name, other.country), same=same)


def test_case_and_blanks_make_no_other_company() -> None:
    assert same(LATIN, CASE)


def test_another_spelling_of_the_legal_form_makes_no_other_company() -> None:
    companies = resolve([LATIN, FORM, OTHER])
    assert companies.of(LATIN) == companies.of(FORM) != companies.of(OTHER)
    (merge,) = companies.merges
    assert merge.reason is MergeReason.LIKE_NAME
    assert merge.probability is not None
    assert merge.probability >= 0.9


def test_a_border_keeps_one_name_apart_until_a_person_says_otherwise() -> None:
    assert not same(LATIN, ABROAD)
    assert same(LATIN, ABROAD, judgements=(judged(LATIN, ABROAD, True),))


def test_an_unknown_country_joins_the_one_that_is_known() -> None:
    assert same(LATIN, Party(name=LATIN.name))


def test_a_judgement_keeps_two_spellings_apart_and_what_was_joined_to_them() -> None:
    apart = (judged(LATIN, FORM, False),)
    companies = resolve([LATIN, CASE, FORM, OTHER], judgements=apart)
    assert companies.of(LATIN) == companies.of(CASE) != companies.of(FORM)


def test_the_order_of_parties_does_not_matter() -> None:
    parties = [LATIN, CASE, SLIP, FORM, ABROAD, OTHER]
    expected = resolve(parties)
    for seed in range(3):
        shuffled = parties.copy()
        random.Random(seed).shuffle(shuffled)
        assert resolve(shuffled) == expected


def test_a_company_bears_all_spellings_and_addresses() -> None:
    one = Party(name=LATIN.name, country="cn", address="1 Demo Road")
    companies = resolve([one, CASE, OTHER])
    entity = companies.entities[companies.of(one)]
    assert set(entity.names) == {LATIN.name, "SEPMULUN DEMO COTTON SPINNING CO., LTD."}
    assert entity.addresses == ("1 Demo Road",)


def test_nobody_is_nobody() -> None:
    assert resolve([]).entities == ()


def test_a_register_brings_names_together_that_no_likeness_would() -> None:
    brand, native = Party(name="Velqorin Demo Ltd", country="cn"), Party(name="架空鏡山有限公司", country="cn")
    register = Entity(
        id=EntityId("r1"),
        schema="Company",
        name=brand.name,
        aliases=(native.name,),
        countries=("cn",),
        origin=Origin(list_id=ListId("register"), row=1),
    )
    assert resolve([brand, native, OTHER]).of(brand) != resolve([brand, native, OTHER]).of(native)
    companies = resolve([brand, native, OTHER], registers=[register])
    assert companies.of(brand) == companies.of(native)
    assert MergeReason.REGISTERED in {merge.reason for merge in companies.merges}


def numbered(party: Party, reference: str) -> Party:
    return replace(party, reference=reference)


def test_one_number_is_one_company_whatever_it_is_called() -> None:
    other = Party(name="Velqorin Demo Ltd", country="cn", reference="orders:7")
    companies = resolve([numbered(LATIN, "orders:7"), other, OTHER])
    assert companies.of(numbered(LATIN, "orders:7")) == companies.of(other)
    assert MergeReason.SAME_REFERENCE in {merge.reason for merge in companies.merges}


def test_likeness_joins_no_two_that_one_document_tells_apart() -> None:
    one, two = numbered(LATIN, "orders:7"), numbered(FORM, "orders:8")
    assert resolve([one, two, OTHER]).of(one) != resolve([one, two, OTHER]).of(two)
    elsewhere = numbered(FORM, "customs:8")
    companies = resolve([one, elsewhere, OTHER])
    assert companies.of(one) == companies.of(elsewhere)


def test_the_same_name_twice_in_a_register_of_suppliers_is_one_company() -> None:
    one, two = numbered(LATIN, "orders:7"), numbered(LATIN, "orders:8")
    assert resolve([one, two, OTHER]).of(one) == resolve([one, two, OTHER]).of(two)


def test_a_name_without_a_country_is_the_one_company_of_that_name_or_nobodys() -> None:
    bare = replace(LATIN, country="")
    companies = resolve([LATIN, bare, OTHER])
    assert companies.of(bare) == companies.of(LATIN)
    companies = resolve([LATIN, ABROAD, bare])
    assert len({companies.of(one) for one in (LATIN, ABROAD, bare)}) == 3
    likeness = replace(SLIP, country="")
    companies = resolve([LATIN, ABROAD, likeness])
    assert companies.of(likeness) not in {companies.of(LATIN), companies.of(ABROAD)}

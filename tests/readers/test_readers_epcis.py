"""read_epcis: GS1's own examples, and an invented chain from a spinner to an importer."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import tadasu.readers._json_stream as json_stream
from tadasu.readers import EpcisFile, read_epcis
from tadasu.schema import Certainty, Flow, InputError, Party, Problem, Quantity

SPINNER, WEAVER, IMPORTER = (f"urn:epc:id:pgln:952000{number}.00000" for number in (1, 2, 3))
YARN, CLOTH = "urn:epc:class:lgtin:9520001.000001.L1", "urn:epc:class:lgtin:9520002.000002.L9"
SHIRT = "urn:epc:id:sgtin:9520002.000003.{}"
CODES = {"yarn": "520512", "cloth": "520852", "shirt": "620520"}


def document(*events: object, header: Mapping[str, Any] | None = None, body: str = "eventList") -> dict[str, Any]:
    start: dict[str, Any] = {"type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-03-01T00:00:00Z"}
    if header is not None:
        start["epcisHeader"] = header
    return start | {"epcisBody": {body: list(events)}}


def event(event_id: str, day: str, kind: str = "ObjectEvent", **more: Any) -> dict[str, Any]:
    return {
        "type": kind,
        "eventID": event_id,
        "eventTime": f"{day}T23:30:00Z",
        "eventTimeZoneOffset": "+00:00",
        **({} if kind == "TransformationEvent" else {"action": "OBSERVE"}),
        **more,
    }


def sale(event_id: str, day: str, seller: str, buyer: str, *classes: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    return event(
        event_id,
        day,
        quantityList=list(classes),
        bizStep=more.pop("bizStep", "shipping"),
        sourceList=[{"type": "owning_party", "source": seller}],
        destinationList=[{"type": "owning_party", "destination": buyer}],
        **more,
    )


def of(item: str, quantity: float, uom: str = "KGM") -> dict[str, Any]:
    return {"epcClass": item, "quantity": quantity, "uom": uom}


def made(event_id: str, day: str, inputs: list[Any], outputs: list[Any], **more: Any) -> dict[str, Any]:
    return event(event_id, day, "TransformationEvent", inputQuantityList=inputs, outputQuantityList=outputs, **more)


CHAIN = (
    made("m0", "2026-01-01", [], [of(YARN, 100)], ilmd={"ext:hsCode": CODES["yarn"], "cbvmda:countryOfOrigin": "IN"}),
    sale("s1", "2026-01-10", SPINNER, WEAVER, of(YARN, 100)),
    made("m1", "2026-02-01", [of(YARN, 100)], [of(CLOTH, 90)], ilmd={"ext:hsCode": CODES["cloth"]}),
    sale("s2", "2026-02-10", WEAVER, IMPORTER, of(CLOTH, 90)),
)


def reading(folder: Path, content: object, **options: Any) -> EpcisFile:
    path = folder / "events.jsonld"
    path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
    return read_epcis(path, **options)


def refusal(folder: Path, content: object, **options: Any) -> tuple[Problem, ...]:
    with pytest.raises(InputError) as caught:
        reading(folder, content, **options)
    return caught.value.problems


def test_a_chain_becomes_declarations_with_what_each_was_made_from(tmp_path: Path) -> None:
    found = reading(tmp_path, document(*CHAIN))
    yarn, cloth = found.declarations
    assert (yarn.id, yarn.seller, yarn.good, yarn.origin_country, yarn.parts_of) == (
        "s1-1", Party(name=SPINNER, reference=SPINNER), "520512", "in", (),
    )  # fmt: skip
    assert (cloth.id, cloth.buyer.name, cloth.good, cloth.parts_of) == ("s2-1", IMPORTER, "520852", ("s1-1",))
    assert cloth.quantity == Quantity(amount=Decimal(90), unit="KGM")
    assert {(each.certainty, each.flow) for each in found.declarations} == {(Certainty.REPORTED, Flow.DOMESTIC)}
    assert (found.events, found.unused) == (4, (("only-making", 2),))


@settings(deadline=None, max_examples=24)
@given(order=st.permutations(range(len(CHAIN))))
def test_the_order_of_events_in_the_file_does_not_matter(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    found = reading(tmp_path_factory.mktemp("chain"), document(*(CHAIN[place] for place in order)))
    assert [(each.id, each.parts_of) for each in found.declarations] == [("s1-1", ()), ("s2-1", ("s1-1",))]


def test_what_was_made_later_is_no_part_of_what_was_sold_before(tmp_path: Path) -> None:
    late = made("m1", "2026-02-11", [of(YARN, 100)], [of(CLOTH, 90)], ilmd={"hsCode": CODES["cloth"]})
    found = reading(tmp_path, document(*CHAIN[:2], late, CHAIN[3]))
    assert found.declarations[1].parts_of == ()


def test_what_arrived_later_is_no_part_and_what_arrived_on_the_day_is(tmp_path: Path) -> None:
    late = sale("s3", "2026-02-11", SPINNER, WEAVER, of(YARN, 7))
    same = sale("s0", "2026-02-10", SPINNER, WEAVER, of(YARN, 7))
    found = reading(tmp_path, document(*CHAIN, late, same))
    assert {str(each.id): each.parts_of for each in found.declarations}["s2-1"] == ("s0-1", "s1-1")


def test_of_a_class_without_lot_or_serial_only_what_the_seller_got_counts(tmp_path: Path) -> None:
    any_yarn = "urn:epc:idpat:sgtin:9520001.000001.*"
    makes = made("m1", "2026-02-01", [of(any_yarn, 100)], [of(CLOTH, 90)], ilmd={"hsCode": "520852"})
    events = (
        CHAIN[0],
        sale("s1", "2026-01-10", SPINNER, WEAVER, of(any_yarn, 100)),
        sale("s9", "2026-01-10", SPINNER, IMPORTER, of(any_yarn, 100)),
        makes,
        CHAIN[3],
    )
    found = reading(tmp_path, document(*events))
    assert {str(each.id): each.parts_of for each in found.declarations}["s2-1"] == ("s1-1",)


def test_a_withdrawn_transformation_ties_nothing(tmp_path: Path) -> None:
    mistake = CHAIN[2] | {"errorDeclaration": {"declarationTime": "2026-03-01T00:00:00Z"}}
    found = reading(tmp_path, document(*CHAIN, mistake))
    assert {each.id: each.parts_of for each in found.declarations} == {"s1-1": (), "s2-1": ()}


def test_inputs_and_outputs_of_one_transformation_may_come_in_two_events(tmp_path: Path) -> None:
    first = made("m1", "2026-02-01", [of(YARN, 100)], [], transformationID="t")
    second = made("m2", "2026-02-02", [], [of(CLOTH, 90)], transformationID="t", ilmd={"hsCode": "520852"})
    found = reading(tmp_path, document(*CHAIN[:2], first, second, CHAIN[3]))
    assert found.declarations[1].parts_of == ("s1-1",)


def test_single_things_are_counted_by_their_class(tmp_path: Path) -> None:
    shirts = [SHIRT.format(number) for number in range(3)]
    moved = sale("s1", "2026-03-01", WEAVER, IMPORTER, epcList=shirts)
    (found,) = reading(tmp_path, document(moved), good_of=lambda item: CODES["shirt"]).declarations
    assert (found.good, found.quantity) == ("620520", Quantity(amount=Decimal(3), unit="NMB"))


def test_digital_links_and_ownership_as_web_terms_are_understood(tmp_path: Path) -> None:
    moved = event(
        "s1", "2026-03-01",
        quantityList=[{"epcClass": "https://id.gs1.org/01/09520001000012/10/L1", "quantity": 5}],
        sourceList=[{"type": "https://ref.gs1.org/cbv/SDT-owning_party", "source": SPINNER}],
        destinationList=[{"type": "urn:epcglobal:cbv:sdt:owning_party", "destination": WEAVER}],
    )  # fmt: skip
    known = {"https://id.gs1.org/01/09520001000012": "520512"}
    (found,) = reading(tmp_path, document(moved), good_of=known.get).declarations
    assert found.quantity == Quantity(amount=Decimal(5), unit="NMB")


def test_master_data_name_the_parties_and_the_goods(tmp_path: Path) -> None:
    def element(item: str, **properties: str) -> dict[str, Any]:
        attributes = [{"id": f"urn:epcglobal:cbv:mda#{name}", "attribute": text} for name, text in properties.items()]
        return {"id": item, "attributes": attributes}

    elements = [
        element(SPINNER, name="Demo Spinning Ltd.", countryCode="IN", city="Tiruppur"),
        element(WEAVER, name="Demo Weaving SA", countryCode="PT"),
        element("urn:epc:idpat:sgtin:9520001.000001.*", hsCode="520512"),
    ]
    header = {"epcisMasterData": {"vocabularyList": [{"type": "any", "vocabularyElementList": elements}]}}
    content = document(sale("s1", "2026-01-10", SPINNER, WEAVER, of(YARN, 5)), header=header)
    body_first = {name: content[name] for name in reversed(content)}
    for each in (content, body_first):
        (found,) = reading(tmp_path, each).declarations
        assert found.seller == Party(name="Demo Spinning Ltd.", reference=SPINNER, country="in", address="Tiruppur")
        assert (found.good, found.flow) == ("520512", Flow.IMPORT)


def test_an_error_declaration_withdraws_its_event_wherever_it_stands(tmp_path: Path) -> None:
    wrong = sale("s1", "2026-01-10", SPINNER, WEAVER, of(YARN, 1000))
    mistake = wrong | {"errorDeclaration": {"declarationTime": "2026-01-11T00:00:00Z", "correctiveEventIDs": ["s2"]}}
    right = sale("s2", "2026-01-10", SPINNER, WEAVER, of(YARN, 100))
    for events in ((wrong, mistake, right), (mistake, right, wrong)):
        found = reading(tmp_path, document(*events), good_of=lambda item: "520512")
        assert [each.id for each in found.declarations] == ["s2-1"]
        assert dict(found.unused) == {"withdrawn": 2}


def test_a_transfer_seen_again_at_its_arrival_is_one(tmp_path: Path) -> None:
    leaves = sale("s1", "2026-01-10", SPINNER, WEAVER, of(YARN, 100))
    arrives = sale(
        "s2", "2026-01-20", SPINNER, WEAVER, of(YARN, 100), bizStep="https://ref.gs1.org/cbv/BizStep-receiving"
    )
    found = reading(tmp_path, document(arrives, leaves), good_of=lambda item: "520512")
    assert [(each.id, each.day) for each in found.declarations] == [("s1-1", date(2026, 1, 10))]
    assert dict(found.unused) == {"seen-at-arrival": 1}
    alone = reading(tmp_path, document(arrives), good_of=lambda item: "520512")
    assert [each.day for each in alone.declarations] == [date(2026, 1, 20)]


def test_what_gave_no_declaration_is_counted_by_reason(tmp_path: Path) -> None:
    events = [
        event("e1", "2026-01-01", epcList=[SHIRT.format(1)]),
        sale("e2", "2026-01-01", SPINNER, SPINNER, of(YARN, 1)),
        sale("e3", "2026-01-01", SPINNER, WEAVER),
        sale("e4", "2026-01-01", SPINNER, WEAVER, of(YARN, 1)),
        sale("e4", "2026-01-01", SPINNER, WEAVER, of(YARN, 1)),
        sale("e5", "2026-01-01", SPINNER, WEAVER, of(CLOTH, 1), action="DELETE"),
        sale("e6", "2026-01-01", SPINNER, WEAVER, of(CLOTH, 1)),
    ]
    found = reading(tmp_path, document(*events), good_of=lambda item: "520512" if item == YARN else None)
    assert [each.id for each in found.declarations] == ["e4-1"]
    assert dict(found.unused) == {
        "no-transfer": 1, "same-party": 1, "no-items": 1, "repeated": 1, "unlinked": 1, "no-good": 1,
    }  # fmt: skip
    said = {dict(problem.params)["reason"]: dict(problem.params)["count"] for problem in found.problems}
    assert said == {reason: str(count) for reason, count in found.unused}


def test_possession_counts_where_ownership_does_not_change(tmp_path: Path) -> None:
    moved = sale("s1", "2026-01-10", SPINNER, SPINNER, of(YARN, 1))
    moved["sourceList"].append({"type": "possessing_party", "source": SPINNER})
    moved["destinationList"].append({"type": "possessing_party", "destination": WEAVER})
    (found,) = reading(tmp_path, document(moved), good_of=lambda item: "520512").declarations
    assert found.buyer.reference == WEAVER


def test_the_day_is_that_of_the_place(tmp_path: Path) -> None:
    moved = sale("s1", "2026-01-10", SPINNER, WEAVER, of(YARN, 1)) | {"eventTimeZoneOffset": "+09:00"}
    (found,) = reading(tmp_path, document(moved), good_of=lambda item: "520512").declarations
    assert found.day == date(2026, 1, 11)


def test_bad_events_are_named_together_and_left_out_on_wish(tmp_path: Path) -> None:
    good = sale("s1", "2026-01-10", SPINNER, WEAVER, of(YARN, 1))
    content = document(
        good,
        5,
        {"type": "PartyEvent"},
        sale("s4", "2026-01-10", SPINNER, WEAVER, of(YARN, 1)) | {"eventTime": "spring"},
        sale("s5", "2026-01-10", SPINNER, WEAVER, of(YARN, -1)),
        sale("s6", "2026-01-10", SPINNER, WEAVER, of(YARN, 1, "XXX")),
    )
    problems = refusal(tmp_path, content, good_of=lambda item: "520512")
    assert [(each.code, each.row) for each in problems] == [
        ("event-unreadable", 2), ("event-unreadable", 3), ("event-unreadable", 4), ("amount-negative", 5), ("unit-unknown", 6),
    ]  # fmt: skip
    found = reading(tmp_path, content, good_of=lambda item: "520512", keep_good=True)
    assert [each.id for each in found.declarations] == ["s1-1"]
    assert refusal(tmp_path, document(good), good_of=lambda item: "10121", good_exists=lambda code: False)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ('{"type": "EPCISDocument"}', "no-events"),
        ("[]", "no-events"),
        ("", "no-events"),
        ('{"epcisBody": {"eventList": [{"a": 1}', "json-invalid"),
        ('{"epcisBody": {"eventList": [{"a": NaN}]}}', "json-invalid"),
        ('{"epcisBody": {"eventList": [{"a": 1} {"b": 2}]}}', "json-invalid"),
        ("not json", "json-invalid"),
        ('{"epcisBody": {"eventList": [' + "[" * 100_000, "json-invalid"),
    ],
)
def test_a_document_that_is_none_is_refused(tmp_path: Path, content: str, code: str) -> None:
    assert [each.code for each in refusal(tmp_path, content)] == [code]


def test_bytes_that_are_not_utf_8_are_refused(tmp_path: Path) -> None:
    (tmp_path / "a.jsonld").write_bytes(b'{"a": "\x83\x41"}')
    with pytest.raises(InputError, match="undecodable-bytes"):
        read_epcis(tmp_path / "a.jsonld")
    with pytest.raises(InputError, match="file-not-found"):
        read_epcis(tmp_path / "b.jsonld")


@settings(deadline=None, max_examples=40)
@given(chunk=st.integers(1, 300), indent=st.sampled_from([None, 1, "\t"]))
def test_where_the_reading_pauses_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, chunk: int, indent: int | str | None
) -> None:
    folder = tmp_path_factory.mktemp("chunk")
    content = json.dumps(document(*CHAIN), indent=indent, ensure_ascii=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_stream, "CHUNK", chunk)
        found = reading(folder, content)
    assert [each.id for each in found.declarations] == ["s1-1", "s2-1"]
    assert found.declarations[1].quantity == Quantity(amount=Decimal(90), unit="KGM")


def test_query_results_a_list_and_single_events_are_read_too(tmp_path: Path) -> None:
    moved = sale("s1", "2026-01-10", SPINNER, WEAVER, of(YARN, 1))
    query = {"type": "EPCISQueryDocument", "epcisBody": {"queryResults": {"resultsBody": {"eventList": [moved]}}}}
    for content in (query, [moved], moved, f"{json.dumps(moved)}\n"):
        assert len(reading(tmp_path, content, good_of=lambda item: "520512").declarations) == 1


REAL = {
    "AssociationEvent/AssociationEvent-f.jsonld": (1, 3),
    "Example-TransactionEvents-2020_07_03y.jsonld": (2, 0),
    "Example_9.6.4-TransformationEvent.jsonld": (1, 0),
    "EPCISQueryDocument.jsonld": (2, 0),
    "PersistentDisposition-example.jsonld": (2, 2),
    "WithErrorDeclaration/ErrorDeclarationAndCorrectiveEvent.jsonld": (2, 0),
    "WithFullCombinationOfFields/transaction_event_all_possible_fields.jsonld": (1, 0),
}


@pytest.mark.parametrize("name", REAL)
def test_the_publishers_examples_give_the_transfers_they_hold(shared_data: Path, name: str) -> None:
    found = read_epcis(shared_data / "epcis" / "examples" / name, good_of=lambda item: "520512")
    assert (found.events, len(found.declarations)) == REAL[name]


def test_every_example_of_the_publisher_is_read_and_every_event_accounted_for(shared_data: Path) -> None:
    paths = sorted((shared_data / "epcis" / "examples").rglob("*.jsonld"))
    assert len(paths) > 30
    for path in paths:
        found = read_epcis(path, good_of=lambda item: "520512")
        used = {each.origin.row for each in found.declarations}
        assert len(used) + sum(count for _, count in found.unused) == found.events, path.name

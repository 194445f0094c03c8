"""Who a grantee is stands in no row, and what is withheld is shown to its named readers alone."""

import pytest
from django.apps import apps
from django.db import Error, connection, transaction
from django.urls import reverse
from tests.web.made_awards import CANARIES, Desk
from tests.web.made_vault import lately
from tests.web.signing_in import signed_in, with_authenticator

from tadasu.schema import UsageError
from tadasu.web.foundation.access import Refused, acting
from tadasu.web.foundation.accounts.actor import steward
from tadasu.web.funding.awards import actions, queries
from tadasu.web.funding.awards.actions.inspecting import stop_of
from tadasu.web.funding.awards.models import Award, Grantee, Payment, Step, Tranche

pytestmark = pytest.mark.usefixtures("database")


def rows_of(label: str) -> str:
    """Everything that stands in the tables of an app, as text."""
    said = []
    with connection.cursor() as cursor:
        for model in apps.get_app_config(label).get_models():
            cursor.execute("SELECT has_table_privilege(%s, 'SELECT')", [model._meta.db_table])
            if cursor.fetchone() != (True,):
                continue
            cursor.execute(f"SELECT row_to_json(t)::text FROM {model._meta.db_table} t")
            said += [row[0] for row in cursor.fetchall()]
    return "\n".join(said)


def test_no_row_says_who_a_grantee_is_or_how_it_is_paid() -> None:
    desk = Desk()
    award = desk.signed()
    desk.paid(award)
    desk.does(desk.officer, actions.suspend, award=award.id, code="incident", words="They came for Tanemoto.")
    with acting(lately(desk.officer.user)):
        for label in ("awards", "programmes", "vault"):
            text = rows_of(label)
            assert text
            assert not [one for one in CANARIES if one in text]


def test_what_is_withheld_is_in_no_list_no_count_and_no_address_of_anybody_else() -> None:
    desk = Desk()
    award = desk.signed(level=3, readers=(desk.second.id, desk.payer.id))
    for who, seen in ((desk.officer, True), (desk.second, True), (desk.payer, True), (desk.organiser, False)):
        actor = lately(who.user)
        with acting(actor):
            assert (award in queries.awards_of(actor, desk.place.id)) is seen
            assert Award.objects.filter(id=award.id).exists() is seen
            for model in (Tranche, Step, Grantee):
                assert model._default_manager.exists() is seen
            assert bool(queries.flows_of(actor, desk.place.id, committed=True)) is seen
    for actor in (lately(desk.auditor), steward(desk.place), desk.stranger()):
        with acting(actor):
            assert not Award.objects.exists()
    with_authenticator(desk.organiser.user)
    client = signed_in(desk.organiser.user)
    assert client.get(reverse("awards-one", args=[award.id])).status_code == 404
    page = client.get(reverse("awards-list", args=[desk.place.id])).content.decode()
    assert award.pseudonym not in page


def test_whoever_reads_no_more_than_rows_opens_nothing() -> None:
    desk = Desk()
    award = desk.signed(readers=(desk.second.id, desk.payer.id))
    with pytest.raises(Refused):
        desk.read(desk.organiser, award.record)
    with pytest.raises(Refused):
        desk.does(desk.organiser, actions.sign, award=desk.begin(readers=(desk.second.id,)).id)
    desk.does(desk.officer, actions.name_reader, award=award.id, user=desk.organiser.id, key=desk.officer.key)
    desk.read(desk.organiser, award.record)


def test_a_level_rises_at_once_and_falls_only_with_the_grantees_letter() -> None:
    desk = Desk()
    award = desk.signed(level=0, country="jp", public_name="Radio Tanemaki (invented)", consented=("name",))
    assert desk.now(award).grantee.public_name
    desk.does(desk.officer, actions.raise_level, award=award.id, level=1)
    found = desk.now(award)
    assert (found.level, found.country, found.grantee.public_name, found.grantee.level) == (1, "", "", 1)
    with pytest.raises(UsageError, match="awards-no-such-letter"):
        desk.does(desk.officer, actions.propose_level, award=award.id, level=0, letter=1, reason="wish")
    with acting(lately(desk.officer.user)), pytest.raises(Error), transaction.atomic():
        Award.objects.filter(id=award.id).update(level=0)


def test_an_award_of_level_2_needs_an_intermediary_and_holds_no_identity() -> None:
    desk = Desk()
    with pytest.raises(UsageError, match="awards-level"):
        desk.begin(level=2)
    above = desk.signed(amount=1_000_000, passes_on=True, overhead_points=700)
    desk.passes(above)
    begun = desk.begun(amount=400_000, level=2, identity={"names": "Somebody (invented)"})
    with pytest.raises(UsageError, match="awards-intermediary-knows-alone"):
        desk.does(desk.officer, actions.sub_award, parent=above.id, begun=begun)
    made = desk.does(desk.officer, actions.sub_award, parent=above.id, begun=desk.begun(amount=400_000, level=2))
    assert desk.now(made).grantee.record is None
    assert stop_of(desk.now(made)) == "intermediary"


def test_what_was_signed_changes_by_an_agreed_change_only_even_by_the_database() -> None:
    desk = Desk()
    award = desk.signed()
    for change in (
        {"amount": 1},
        {"ends_on": desk.today},
        {"purpose": "99999"},
        {"state": "draft"},
        {"lane": "bridge"},
    ):
        with acting(lately(desk.officer.user)), pytest.raises(Error), transaction.atomic():
            Award.objects.filter(id=award.id).update(**change)
    draft = desk.write(desk.begin())
    with acting(lately(desk.officer.user)), pytest.raises(Error), transaction.atomic():
        Award.objects.filter(id=draft.id).update(state="signed", signed_on=desk.today)


def test_a_payment_stays_as_it_was_prepared() -> None:
    desk = Desk()
    payment = desk.prepared(desk.signed())
    with acting(lately(desk.officer.user)), pytest.raises(Error), transaction.atomic():
        Payment.objects.filter(id=payment.id).update(amount=1)
    with acting(lately(desk.officer.user)), pytest.raises(Error), transaction.atomic():
        Payment.objects.filter(id=payment.id).delete()


def test_pseudonyms_say_nothing() -> None:
    desk = Desk()
    names = [desk.begin().pseudonym for _ in range(3)]
    assert len(set(names)) == 3
    assert all(len(one) == 9 and not any(sign in one for sign in "AEIOU01") for one in names)

"""A person's keys through their life: made, unlocked in a session, locked, changed, renewed, lost."""

import base64
from datetime import timedelta

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone
from tests.web.made import PASSWORD, organisation, person
from tests.web.made_vault import (
    CONTENT,
    LEAST,
    PHRASE,
    REASON,
    SESSION,
    Holder,
    holder,
    lately,
    opened,
    released,
    sealed,
    unlocking,
)

from tadasu.schema import UsageError
from tadasu.web.foundation.access import ANONYMOUS, SYSTEM, Refused, acting
from tadasu.web.foundation.vault import queries
from tadasu.web.foundation.vault._keys import WrongPassphrase, public_of
from tadasu.web.foundation.vault.actions import (
    ask_release,
    change_passphrase,
    keys,
    lock,
    make_keys,
    refuse_release,
    renew_keys,
    start_anew,
    unlock,
    unlocked,
)
from tadasu.web.foundation.vault.models import KeyPair, PrivateKey, UnlockedKey

pytestmark = pytest.mark.usefixtures("database")

OTHER = "nine herons beside the mill"


def test_keys_are_made_once_by_somebody_with_a_second_factor() -> None:
    user = person(organisation(), "analyst")
    strong = lately(user)
    weak = type(strong)(user=user.id, places=strong.places)
    for one in (weak, ANONYMOUS):
        with pytest.raises(Refused), acting(one):
            make_keys(one, passphrase=PHRASE, cost=LEAST)
    with acting(strong):
        make_keys(strong, passphrase=PHRASE, cost=LEAST)
        with pytest.raises(UsageError, match="vault-keys-exist"):
            make_keys(strong, passphrase=OTHER, cost=LEAST)
        with pytest.raises(IntegrityError), transaction.atomic():
            KeyPair.objects.create(user=user, public=bytes(32))
    with pytest.raises(Refused), acting(SYSTEM):
        make_keys(SYSTEM, passphrase=PHRASE, cost=LEAST)


def test_the_passphrase_is_neither_weak_nor_the_password_nor_holds_the_sign_in_name() -> None:
    user = person(organisation(), "analyst", login="hoshimi-tategami")
    actor = lately(user)
    for said, code in [
        ("too short", "vault-weak-passphrase"),
        ("hoshimi-tategami and 12 more", "vault-weak-passphrase"),
        (PASSWORD, "vault-passphrase-is-password"),
    ]:
        with pytest.raises(UsageError, match=code), acting(actor):
            make_keys(actor, passphrase=said, cost=LEAST)
    assert len(PASSWORD) >= 20


def test_private_halves_are_shown_to_their_person_only_and_public_ones_to_all() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    for model in (PrivateKey, UnlockedKey):
        with acting(one.actor):
            assert set(model._default_manager.values_list("user", flat=True)) == {one.id}
        with acting(ANONYMOUS):
            assert not model._default_manager.exists()
    for actor in (one.actor, ANONYMOUS):
        with acting(actor):
            assert set(KeyPair.objects.values_list("user", flat=True)) == {one.id, other.id}


def test_nobody_changes_a_public_key_or_adds_one_for_somebody_else() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), person(place, "manager")
    public = bytes(32)
    with pytest.raises(ProgrammingError, match="permission denied"), acting(one.actor), transaction.atomic():
        KeyPair.objects.filter(user=one.user).update(public=public)
    with pytest.raises(ProgrammingError, match="row-level security"), acting(one.actor), transaction.atomic():
        KeyPair.objects.create(user=other, public=public)
    denied = pytest.raises(ProgrammingError, match="permission denied")
    with denied, acting(one.actor), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("DELETE FROM vault_keypair")


def test_an_exchanged_public_key_is_noticed_at_the_next_unlocking() -> None:
    one = holder(organisation(), "analyst")
    with acting(one.actor):
        kept = PrivateKey.objects.select_related("pair").get(user=one.user)
        assert public_of(one.key.private) == bytes(kept.pair.public)
        fresh = KeyPair.objects.create(user=one.user, public=bytes(range(32)), until=timezone.now())
        KeyPair.objects.filter(id=kept.pair_id).update(until=timezone.now())
        KeyPair.objects.filter(id=fresh.id).update(until=None)
        PrivateKey.objects.filter(user=one.user).update(pair=fresh)
        with pytest.raises(WrongPassphrase):
            unlock(one.actor, passphrase=PHRASE, session=SESSION)


def exchanged(one: Holder, *, another: bool) -> None:
    """Somebody who can write to the database ends the person's keys, and puts others under the name."""
    with acting(one.actor):
        KeyPair.objects.filter(user=one.user).update(until=timezone.now())
        if another:
            KeyPair.objects.create(user=one.user, public=bytes(range(32)))


@pytest.mark.parametrize("another", [True, False])
def test_keys_that_somebody_else_ended_or_exchanged_are_not_taken_for_none(another: bool) -> None:
    one = holder(organisation(), "analyst")
    with acting(one.actor):
        assert not queries.keys_exchanged(one.actor)
    exchanged(one, another=another)
    with acting(one.actor):
        assert queries.keys_exchanged(one.actor)
        with pytest.raises(UsageError, match="vault-key-exchanged"):
            unlock(one.actor, passphrase=PHRASE, session=SESSION)
        with pytest.raises(UsageError, match="vault-key-exchanged"):
            change_passphrase(one.actor, old=PHRASE, new=OTHER, cost=LEAST)


@pytest.mark.parametrize("another", [True, False])
def test_who_starts_anew_after_an_exchange_has_keys_of_their_own_again(another: bool) -> None:
    place = organisation()
    one = holder(place, "analyst")
    exchanged(one, another=another)
    with acting(one.actor):
        start_anew(one.actor, passphrase=OTHER, cost=LEAST)
        assert not queries.keys_exchanged(one.actor)
        assert PrivateKey.objects.filter(user=one.user).count() == 1
    new = unlocking(one.user, OTHER)
    assert opened(new, sealed(place, new)) == CONTENT


def test_keys_that_were_renewed_or_made_anew_are_not_exchanged() -> None:
    one = holder(organisation(), "analyst")
    with acting(one.actor):
        renew_keys(one.actor, passphrase=OTHER, key=one.key, cost=LEAST)
        assert not queries.keys_exchanged(one.actor)
        start_anew(one.actor, passphrase=PHRASE, cost=LEAST)
        assert not queries.keys_exchanged(one.actor)


def test_somebody_without_keys_of_whom_no_others_are_there_is_not_alarmed() -> None:
    actor = lately(person(organisation(), "analyst"))
    with acting(actor):
        assert not queries.keys_exchanged(actor)


@pytest.mark.parametrize("act", ["renew_keys", "start_anew", "make_keys", "change_passphrase"])
def test_a_passphrase_is_judged_once(act: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one = holder(organisation(), "analyst")
    fresh = lately(person(organisation(), "analyst"))
    judged: list[str] = []
    monkeypatch.setattr(keys, "refuse_weak", lambda passphrase, login: judged.append(passphrase))
    acts = {
        "renew_keys": lambda: renew_keys(one.actor, passphrase=OTHER, key=one.key, cost=LEAST),
        "start_anew": lambda: start_anew(one.actor, passphrase=OTHER, cost=LEAST),
        "make_keys": lambda: make_keys(fresh, passphrase=OTHER, cost=LEAST),
        "change_passphrase": lambda: change_passphrase(one.actor, old=PHRASE, new=OTHER, cost=LEAST),
    }
    with acting(fresh if act == "make_keys" else one.actor):
        acts[act]()
    assert judged == [OTHER]


def test_an_unlocked_key_lies_in_the_database_under_a_key_of_the_cookie_only() -> None:
    one = holder(organisation(), "analyst")
    with acting(one.actor):
        row = UnlockedKey.objects.get(user=one.user)
    said = base64.urlsafe_b64decode(one.token)
    assert said[:16] == row.id.bytes
    assert bytes(one.key.private) not in bytes(row.sealed)
    assert said[16:] not in bytes(row.sealed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT vault_unlockedkey::text FROM vault_unlockedkey")
        assert all(said[16:].hex() not in text for (text,) in cursor.fetchall())


def test_a_token_of_another_session_person_or_key_unlocks_nothing() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    changed = base64.urlsafe_b64encode(base64.urlsafe_b64decode(one.token)[:16] + bytes(32)).decode()
    with acting(one.actor):
        assert unlocked(one.actor, token=one.token, session="another session") is None
        assert unlocked(one.actor, token=other.token, session=SESSION) is None
        for token in ("", "x", "é", one.token[:-4], changed):
            assert unlocked(one.actor, token=token, session=SESSION) is None
        found = unlocked(one.actor, token=one.token, session=SESSION)
        assert found == one.key
    with acting(other.actor):
        assert unlocked(other.actor, token=one.token, session=SESSION) is None
    with acting(ANONYMOUS):
        assert unlocked(ANONYMOUS, token=one.token, session=SESSION) is None


def test_a_key_that_is_not_used_for_half_an_hour_is_locked_and_use_keeps_it() -> None:
    one = holder(organisation(), "analyst")

    def after(minutes: int) -> bool:
        UnlockedKey.objects.update(used_at=timezone.now() - timedelta(minutes=minutes))
        return unlocked(one.actor, token=one.token, session=SESSION) is not None

    with acting(one.actor):
        assert after(29)
        assert timezone.now() - UnlockedKey.objects.get(user=one.user).used_at < timedelta(minutes=1)
        assert after(29)
        assert not after(30)
        assert not UnlockedKey.objects.exists()
        assert unlocked(one.actor, token=one.token, session=SESSION) is None


def test_locking_ends_this_session_or_all() -> None:
    one = holder(organisation(), "analyst")
    second, third = unlocking(one.user), unlocking(one.user)

    def which() -> list[bool]:
        return [unlocked(one.actor, token=each.token, session=SESSION) is not None for each in (one, second, third)]

    with acting(one.actor):
        assert which() == [True, True, True]
        lock(one.actor, token=second.token)
        lock(one.actor, token="no token")
        assert which() == [True, False, True]
        lock(one.actor)
        assert which() == [False, False, False]


def test_after_five_wrong_passphrases_the_right_one_has_to_wait_too() -> None:
    one = holder(organisation(), "analyst")
    with acting(one.actor):
        for _ in range(5):
            with pytest.raises(WrongPassphrase):
                unlock(one.actor, passphrase=OTHER, session=SESSION)
        for _ in range(2):
            with pytest.raises(UsageError, match="vault-wait"):
                unlock(one.actor, passphrase=PHRASE, session=SESSION)
        PrivateKey.objects.update(wait_until=timezone.now())
        with pytest.raises(WrongPassphrase):
            unlock(one.actor, passphrase=OTHER, session=SESSION)
        kept = PrivateKey.objects.get(user=one.user)
        assert kept.wait_until is not None
        assert kept.wait_until - timezone.now() > timedelta(minutes=1)
        PrivateKey.objects.update(wrong=500)
        PrivateKey.objects.update(wait_until=timezone.now())
        with pytest.raises(WrongPassphrase):
            unlock(one.actor, passphrase=OTHER, session=SESSION)
        kept.refresh_from_db()
        assert kept.wait_until <= timezone.now() + timedelta(hours=1)
        PrivateKey.objects.update(wait_until=timezone.now())
        unlock(one.actor, passphrase=PHRASE, session=SESSION)
        assert PrivateKey.objects.filter(user=one.user, wrong=0, wait_until=None).exists()


def test_a_changed_passphrase_opens_the_same_keys_and_the_old_one_nothing() -> None:
    place = organisation()
    one = holder(place, "analyst")
    record = sealed(place, one)
    with acting(one.actor):
        with pytest.raises(WrongPassphrase):
            change_passphrase(one.actor, old=OTHER, new=OTHER, cost=LEAST)
        with pytest.raises(UsageError, match="vault-passphrase-is-password"):
            change_passphrase(one.actor, old=PHRASE, new=PASSWORD, cost=LEAST)
        change_passphrase(one.actor, old=PHRASE, new=OTHER, cost=LEAST)
        with pytest.raises(WrongPassphrase):
            unlock(one.actor, passphrase=PHRASE, session=SESSION)
    assert opened(unlocking(one.user, OTHER), record) == CONTENT


def renewed(one: Holder) -> Holder:
    with acting(one.actor):
        renew_keys(one.actor, passphrase=OTHER, key=one.key, cost=LEAST)
    return unlocking(one.user, OTHER)


def test_renewed_keys_open_what_the_old_ones_did_which_open_nothing_any_more() -> None:
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record, for_two = sealed(place, one), sealed(place, one, other, needs_two=True)
    new = renewed(one)
    assert new.key.private != one.key.private
    assert opened(new, record) == CONTENT
    with pytest.raises(UsageError, match="vault-other-key"):
        opened(one, record)
    with acting(one.actor):
        assert unlocked(one.actor, token=one.token, session=SESSION) is None
        assert PrivateKey.objects.filter(user=one.user).count() == 1
        with pytest.raises(UsageError, match="vault-other-key"):
            renew_keys(one.actor, passphrase=PHRASE, key=one.key, cost=LEAST)
        (count,) = {found.records for found in [queries.my_keys(one.actor)] if found}
        assert count == 2
    released(new, other, for_two)
    assert opened(new, for_two) == CONTENT


def test_what_is_sealed_afterwards_is_sealed_to_the_new_keys() -> None:
    place = organisation()
    new = renewed(holder(place, "analyst"))
    assert opened(new, sealed(place, new)) == CONTENT


def test_who_starts_anew_opens_nothing_old_and_needs_a_sign_in_of_late() -> None:
    place = organisation()
    one = holder(place, "analyst")
    record = sealed(place, one)
    early = type(one.actor)(user=one.id, places=one.actor.places, second_factor=True)
    with pytest.raises(Refused) as caught, acting(early):
        start_anew(early, passphrase=OTHER, cost=LEAST)
    assert caught.value.again
    with acting(one.actor):
        start_anew(one.actor, passphrase=OTHER, cost=LEAST)
        assert PrivateKey.objects.filter(user=one.user).count() == 1
        assert not UnlockedKey.objects.filter(user=one.user).exists()
    new = unlocking(one.user, OTHER)
    for key in (new, one):
        with pytest.raises(UsageError, match="vault-other-key"):
            opened(key, record)


def test_somebody_without_keys_is_told_so() -> None:
    user = person(organisation(), "analyst")
    actor = lately(user)
    with acting(actor):
        assert queries.my_keys(actor) is None
        for act in (
            lambda: unlock(actor, passphrase=PHRASE, session=SESSION),
            lambda: change_passphrase(actor, old=PHRASE, new=OTHER, cost=LEAST),
            lambda: start_anew(actor, passphrase=OTHER, cost=LEAST),
        ):
            with pytest.raises(UsageError, match="vault-no-keys"):
                act()


def test_the_form_of_keys_sent_twice_at_once_makes_one_pair() -> None:
    """As the second of two sees it: nothing was there when it looked, and then the first was faster."""
    one = holder(organisation(), "analyst")
    with pytest.raises(UsageError, match="vault-keys-exist"), acting(one.actor):
        keys._new_keys(one.actor, "another seven lanterns over the canal", LEAST)


def test_the_system_is_refused_under_the_name_of_what_it_asked_for() -> None:
    with pytest.raises(Refused) as caught, acting(SYSTEM):
        make_keys(SYSTEM, passphrase=PHRASE, cost=LEAST)
    assert caught.value.act == "vault.keep-keys"
    place = organisation()
    one, other = holder(place, "analyst"), holder(place, "manager")
    record = sealed(place, one, other, needs_two=True)
    with acting(one.actor):
        release = ask_release(one.actor, record=record, purpose="verify", reason=REASON)
    system = type(SYSTEM)(system=True, places=one.actor.places)
    with pytest.raises(Refused) as caught, acting(system):
        refuse_release(system, release=release)
    assert caught.value.act == "vault.answer-release"

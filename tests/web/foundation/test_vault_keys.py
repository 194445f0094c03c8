"""A person's keys: the private half opens with the passphrase, for its person, and is shown nowhere."""

from uuid import uuid4

import pytest

from tadasu.schema import UsageError
from tadasu.web.foundation.vault._keys import (
    MODERATE,
    MOST_MEMORY,
    MOST_PASSES,
    Cost,
    Unlocked,
    Wrapped,
    WrongPassphrase,
    fingerprint,
    new_pair,
    public_of,
    unwrap,
    wrap,
)
from tadasu.web.foundation.vault._letters import letters_in
from tadasu.web.foundation.vault._passphrase import made_passphrase, refuse_weak
from tadasu.web.foundation.vault._sealing import context

LEAST = Cost(1, 8192)
HERE = context("private", 1)
PHRASE = "seven lanterns over the canal"


def test_the_passphrase_opens_the_private_key() -> None:
    private, public = new_pair()
    assert unwrap(wrap(private, PHRASE, HERE, LEAST), PHRASE, HERE) == private
    assert public_of(private) == public


def test_another_passphrase_person_salt_or_cost_does_not() -> None:
    private, _ = new_pair()
    good = wrap(private, PHRASE, HERE, LEAST)
    for wrapped, said, about in [
        (good, PHRASE + "s", HERE),
        (good, PHRASE, context("private", 2)),
        (Wrapped(bytes(16), good.sealed, LEAST), PHRASE, HERE),
        (Wrapped(good.salt, good.sealed, Cost(2, 8192)), PHRASE, HERE),
        (Wrapped(b"", good.sealed, LEAST), PHRASE, HERE),
    ]:
        with pytest.raises(WrongPassphrase):
            unwrap(wrapped, said, about)


def test_a_cost_that_would_bring_the_server_down_is_not_paid() -> None:
    private, _ = new_pair()
    good = wrap(private, PHRASE, HERE, LEAST)
    with pytest.raises(WrongPassphrase):
        unwrap(Wrapped(good.salt, good.sealed, Cost(1, MOST_MEMORY + 1)), PHRASE, HERE)
    slow = wrap(private, PHRASE, HERE, Cost(MOST_PASSES + 1, LEAST.memory))
    with pytest.raises(WrongPassphrase):
        unwrap(slow, PHRASE, HERE)
    assert unwrap(wrap(private, PHRASE, HERE, Cost(MOST_PASSES, LEAST.memory)), PHRASE, HERE) == private
    assert MODERATE.passes < MOST_PASSES


def test_the_usual_cost_is_three_passes_over_256_mebibytes() -> None:
    assert Cost(passes=3, memory=256 << 20) == MODERATE
    assert wrap(new_pair()[0], PHRASE, HERE).cost == MODERATE


def test_the_width_of_letters_makes_no_difference() -> None:
    private, _ = new_pair()
    assert unwrap(wrap(private, "ｓｅｖｅｎ ランタン １２", HERE, LEAST), "seven ﾗﾝﾀﾝ 12", HERE) == private


def test_one_private_key_under_one_passphrase_never_gives_the_same_bytes_twice() -> None:
    private, _ = new_pair()
    one, other = (wrap(private, PHRASE, HERE, LEAST) for _ in range(2))
    assert one.salt != other.salt
    assert one.sealed != other.sealed


def test_an_unlocked_key_is_shown_in_no_text() -> None:
    private, _ = new_pair()
    shown = repr(Unlocked(uuid4(), uuid4(), private))
    assert "private" not in shown
    assert repr(bytes(private)) not in shown


def test_a_fingerprint_is_short_and_of_one_key() -> None:
    found = {fingerprint(new_pair()[1]) for _ in range(50)}
    assert len(found) == 50
    assert all(len(one) == 39 and one.count(" ") == 7 for one in found)


@pytest.mark.parametrize(
    "weak",
    ["", "short", "a" * 40, "ab" * 20, " " * 30 + "abcdefgh", "合言葉は山", "Kumanezawa-kumanezawa-1", "x" * 501],
)
def test_a_short_or_repeating_passphrase_or_the_sign_in_name_is_refused(weak: str) -> None:
    with pytest.raises(UsageError, match="vault-weak-passphrase"):
        refuse_weak(weak, "kumanezawa")


@pytest.mark.parametrize("good", [PHRASE, "運河にかかる七つの提灯と橋"])
def test_a_long_one_will_do_in_any_script(good: str) -> None:
    refuse_weak(good, "kumanezawa")


def test_a_made_passphrase_will_do() -> None:
    refuse_weak(made_passphrase(), "kumanezawa")


def test_a_made_passphrase_has_24_random_letters_of_32() -> None:
    made = [made_passphrase() for _ in range(300)]
    assert len(set(made)) == 300
    assert all(letters_in(one.replace("-", "")) == 24 for one in made)
    assert len(set("".join(made)) - {"-"}) == 32

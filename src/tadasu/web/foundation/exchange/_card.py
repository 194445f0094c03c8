"""The card of who exchanges: name, id, public keys, address; a small signed text file that is handed over and may be shown.

Its signature says only that whoever made it holds the signing key. Whose key it is, people find out: they read the fingerprint
to one another by telephone. A key that follows another carries a statement signed by both.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import cast

import pyrage
from nacl.signing import SigningKey

from tadasu.web.foundation.exchange._canonical import Json, canonical
from tadasu.web.foundation.exchange._signing import Of, is_signed, sign
from tadasu.web.foundation.exchange.faults import Fault
from tadasu.web.ui.signs import plain_text, unseen_sign

LARGEST = 40_000
"""Bytes of a card."""

MOST_HAND_OVERS = 20

LONGEST_NAME, LONGEST_ADDRESS = 200, 200

GROUPS, GROUP_BYTES = 12, 5
"""A fingerprint is twelve groups of five digits: 199 bits, read aloud in half a minute."""

_HEX = re.compile(r"[0-9a-f]+")
_AGE = re.compile(r"age1[02-9ac-hj-np-z]{58}")
_ADDRESS = re.compile(r"https?://[A-Za-z0-9.\-\[\]:]{1,180}(/[A-Za-z0-9._~/\-]*)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """The old signing key says that the new pair follows it; the new one says so too. Until the day `until` (UTC, included)
    packages of the old key are still taken, and what was sealed to its receiving key can still be opened."""

    id: str
    old: bytes
    new: bytes
    receiving: str
    made: datetime
    until: date
    by_old: bytes = b""
    by_new: bytes = b""

    @property
    def said(self) -> bytes:
        """What is signed."""
        return canonical({**self.values(), "by_old": None, "by_new": None})

    def values(self) -> dict[str, Json]:
        """As it stands in a card."""
        return {
            "form": str(Of.HAND_OVER),
            "id": self.id,
            "old": self.old.hex(),
            "new": self.new.hex(),
            "receiving": self.receiving,
            "made": instant(self.made),
            "until": self.until.isoformat(),
            "by_old": self.by_old.hex(),
            "by_new": self.by_new.hex(),
        }

    @property
    def sound(self) -> bool:
        """Both have signed."""
        return is_signed(self.old, Of.HAND_OVER, self.said, self.by_old) and is_signed(
            self.new, Of.HAND_OVER, self.said, self.by_new
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """`id` is 32 hexadecimal digits, drawn from the first signing key and kept through all changes of keys. `address` is where
    packages may be posted, or empty; `hand_overs` lead from the first key to this one, the earliest first."""

    id: str
    name: str
    name_ja: str
    address: str
    signing: bytes
    receiving: str
    made: datetime
    hand_overs: Sequence[HandOver] = ()
    signature: bytes = b""

    @property
    def fingerprint(self) -> str:
        """Twelve groups of five digits, of id and both keys."""
        return fingerprint(self.id, self.signing, self.receiving)

    @property
    def fingerprint_lines(self) -> list[str]:
        """In three lines of four groups, to be read aloud."""
        groups = self.fingerprint.split()
        return [" ".join(groups[n : n + 4]) for n in range(0, GROUPS, 4)]

    @property
    def said(self) -> bytes:
        """What is signed."""
        return canonical(self.values())

    def values(self) -> dict[str, Json]:
        """All but the signature."""
        return {
            "form": str(Of.CARD),
            "id": self.id,
            "name": self.name,
            "name_ja": self.name_ja,
            "address": self.address,
            "signing": self.signing.hex(),
            "receiving": self.receiving,
            "made": instant(self.made),
            "hand_overs": [one.values() for one in self.hand_overs],
        }

    def follows(self, key: bytes) -> bool:
        """Whether statements lead from that signing key to the one of this card, without a gap."""
        for one in self.hand_overs:
            if one.old == key:
                key = one.new
        return key == self.signing


def id_of(first: bytes) -> str:
    """The id that goes with a first signing key."""
    return hashlib.sha256(b"tadasu-exchange-id-1\0" + first).hexdigest()[:32]


def fingerprint(id: str, signing: bytes, receiving: str) -> str:
    """What people compare.

    >>> fingerprint("0" * 32, bytes(32), "age1")[:17]
    '33117 38064 15190'
    """
    said = b"\0".join((b"tadasu-fingerprint-1", id.encode(), signing, receiving.encode()))
    digest = hashlib.sha512(said).digest()
    groups = (digest[n * GROUP_BYTES : (n + 1) * GROUP_BYTES] for n in range(GROUPS))
    return " ".join(f"{int.from_bytes(one, 'big') % 100_000:05}" for one in groups)


def signed_card(card: Card, key: SigningKey) -> Card:
    """The card with its signature."""
    return replace(card, signature=sign(key, Of.CARD, card.said))


def signed_hand_over(statement: HandOver, old: SigningKey, new: SigningKey) -> HandOver:
    """The statement with both signatures."""
    said = statement.said
    return replace(statement, by_old=sign(old, Of.HAND_OVER, said), by_new=sign(new, Of.HAND_OVER, said))


def written(card: Card) -> str:
    """The card as text."""
    return json.dumps({**card.values(), "signature": card.signature.hex()}, ensure_ascii=False, indent=1) + "\n"


def read_card(text: str) -> Card:
    """The card of a text, its own signature and its statements found right. Raises Fault `exchange-card`,
    `exchange-card-signature`."""
    try:
        card = _card_of(cast(Mapping[str, object], json.loads(text)) if len(text.encode()) <= LARGEST else {})
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError):
        raise Fault("exchange-card") from None
    if not is_signed(card.signing, Of.CARD, card.said, card.signature):
        raise Fault("exchange-card-signature")
    if not all(one.id == card.id and one.sound for one in card.hand_overs):
        raise Fault("exchange-card-signature")
    first = card.hand_overs[0].old if card.hand_overs else card.signing
    if not card.follows(first) or id_of(first) != card.id:
        raise Fault("exchange-card-signature")
    return card


def instant(at: datetime) -> str:
    """A moment, to the second."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(value: object) -> datetime:
    """The other way round. Raises ValueError."""
    text = _plain(value, 20, least=20)
    found = datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    if instant(found) != text:
        raise ValueError("no moment")
    return found


def _card_of(values: Mapping[str, object]) -> Card:
    fields = set(Card.__dataclass_fields__) | {"form"}
    if set(values) != fields or values["form"] != Of.CARD:
        raise ValueError("form")
    statements = cast(Sequence[Mapping[str, object]], values["hand_overs"])
    if len(statements) > MOST_HAND_OVERS:
        raise ValueError("hand_overs")
    return Card(
        id=_hex_text(values["id"], 32),
        name=_name(values["name"], least=1),
        name_ja=_name(values["name_ja"]),
        address=address_of(values["address"]),
        signing=_hex(values["signing"], 64),
        receiving=_age(values["receiving"]),
        made=moment(values["made"]),
        hand_overs=tuple(_hand_over_of(one) for one in statements),
        signature=_hex(values["signature"], 128),
    )


def _hand_over_of(values: Mapping[str, object]) -> HandOver:
    if set(values) != set(HandOver.__dataclass_fields__) | {"form"} or values["form"] != Of.HAND_OVER:
        raise ValueError("form")
    return HandOver(
        id=_hex_text(values["id"], 32),
        old=_hex(values["old"], 64),
        new=_hex(values["new"], 64),
        receiving=_age(values["receiving"]),
        made=moment(values["made"]),
        until=date.fromisoformat(_plain(values["until"], 10)),
        by_old=_hex(values["by_old"], 128),
        by_new=_hex(values["by_new"], 128),
    )


def address_of(value: object) -> str:
    """An address to post to, without the slash at its end, or nothing. Raises ValueError."""
    text = _plain(value, LONGEST_ADDRESS).rstrip("/")
    if text and not _ADDRESS.fullmatch(text):
        raise ValueError("address")
    return text


def _name(value: object, *, least: int = 0) -> str:
    """A name that is written as it is compared, without a sign that nobody sees. Raises ValueError."""
    text = _plain(value, LONGEST_NAME, least=least)
    if plain_text(text) != text or unseen_sign(text):
        raise ValueError("name")
    return text


def _plain(value: object, most: int, *, least: int = 0) -> str:
    if not isinstance(value, str) or not least <= len(value) <= most or _CONTROL.search(value):
        raise ValueError("no plain text")
    return value


def _hex_text(value: object, length: int) -> str:
    text = _plain(value, length, least=length)
    if not _HEX.fullmatch(text):
        raise ValueError("no hexadecimal")
    return text


def _hex(value: object, length: int) -> bytes:
    return bytes.fromhex(_hex_text(value, length))


def _age(value: object) -> str:
    text = _plain(value, 62)
    if not _AGE.fullmatch(text):
        raise ValueError("no age recipient")
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        raise ValueError("no age recipient") from None
    return text

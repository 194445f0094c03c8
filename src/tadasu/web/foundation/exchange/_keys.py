"""The private keys with which an organisation of this instance exchanges: files of the data folder, of ours alone (0600).

`exchange/<organisation>/keys-N.json` holds the N-th pair: the seed of an Ed25519 key that signs, an age identity that opens.
Each is made once, whole or not at all, and never changed; a statement of hand-over stands in the file of the pair that follows.
"""

import json
import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import pyrage
from nacl.signing import SigningKey

from tadasu.schema import StoreError
from tadasu.store import made_once
from tadasu.web.foundation.exchange._card import Card, HandOver, id_of, instant, signed_card, signed_hand_over

FOLDER = "exchange"

_FORM = "tadasu-exchange-keys-1"
_SEED = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A key that signs and one that opens. `until` is the last day (UTC) on which the pair still opens; None for the one in
    force."""

    number: int
    signing: SigningKey
    opening: pyrage.x25519.Identity
    made: datetime
    until: date | None = None

    @property
    def public(self) -> bytes:
        """The key with which signatures are checked."""
        return bytes(self.signing.verify_key)

    @property
    def receiving(self) -> str:
        """The key to which packages are sealed."""
        return str(self.opening.to_public())


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """Who we are in an exchange: the pairs from the first to the one in force, and what led from each to the next."""

    organisation: UUID
    pairs: tuple[Pair, ...]
    hand_overs: tuple[HandOver, ...] = ()

    @property
    def id(self) -> str:
        """Drawn from the first key: it stays through all changes."""
        return self.hand_overs[0].id if self.hand_overs else id_of(self.pairs[0].public)

    @property
    def now(self) -> Pair:
        """The pair in force."""
        return self.pairs[-1]

    def opening(self, today: date) -> list[pyrage.x25519.Identity]:
        """The keys that may open what comes today."""
        return [one.opening for one in self.pairs if one.until is None or today <= one.until]

    def card(self, *, name: str, name_ja: str, address: str, made: datetime) -> Card:
        """Our card, signed."""
        plain = Card(
            id=self.id,
            name=name,
            name_ja=name_ja,
            address=address,
            signing=self.now.public,
            receiving=self.now.receiving,
            made=made,
            hand_overs=self.hand_overs,
        )
        return signed_card(plain, self.now.signing)


def own(data: Path, organisation: UUID) -> Own | None:
    """The keys of an organisation, if it has any. Raises StoreError `exchange-keys` when a file of keys is none."""
    held = [_values(file) for file in _files(data / FOLDER / str(organisation))]
    if not held:
        return None
    statements = tuple(one for values in held if (one := _statement(values)) is not None)
    ends = [one.until for one in statements]
    pairs = tuple(
        _pair(values, until)
        for values, until in zip(held, [*ends, None], strict=True)
        if values.get("signing") is not None
    )
    if len(statements) != len(held) - 1 or not pairs:
        raise StoreError("exchange-keys")
    return Own(organisation=organisation, pairs=pairs, hand_overs=statements)


def everybody(data: Path) -> Iterator[Own]:
    """The keys of every organisation of this instance. Raises StoreError."""
    for folder in sorted((data / FOLDER).glob("*")):
        with suppress(ValueError):
            if (found := own(data, UUID(folder.name))) is not None:
                yield found


def make(data: Path, organisation: UUID) -> Own:
    """The keys of an organisation, made at random when there are none."""
    return own(data, organisation) or _made(data, organisation, 1, lambda: _fresh(1, None))


def renew(data: Path, organisation: UUID, *, seen: int, overlap: timedelta) -> Own:
    """A pair that follows the one of number `seen`; nothing when another already does. Raises StoreError."""
    held = make(data, organisation)
    if held.now.number != seen:
        return held
    return _made(data, organisation, seen + 1, lambda: _following(held, overlap))


def _following(held: Own, overlap: timedelta) -> str:
    now = datetime.now(UTC).replace(microsecond=0)
    signing, opening = SigningKey.generate(), pyrage.x25519.Identity.generate()
    statement = HandOver(
        id=held.id,
        old=held.now.public,
        new=bytes(signing.verify_key),
        receiving=str(opening.to_public()),
        made=now,
        until=now.date() + overlap,
    )
    signed = signed_hand_over(statement, held.now.signing, signing)
    return _fresh(held.now.number + 1, signed, signing, opening)


def forget(data: Path, today: date) -> int:
    """Take the private halves of pairs away whose time is over; how many. What was sealed to them opens nowhere any more."""
    count = 0
    for one in everybody(data):
        for pair in one.pairs:
            if pair.until is not None and pair.until < today:
                _emptied(data / FOLDER / str(one.organisation) / _name(pair.number))
                count += 1
    return count


def _emptied(file: Path) -> None:
    values = _values(file) | {"signing": None, "opening": None}
    fresh = file.with_name(f".{file.name}.{secrets.token_hex(8)}")
    made_once(fresh, lambda: json.dumps(values, indent=1) + "\n")
    fresh.replace(file)


def _made(data: Path, organisation: UUID, number: int, make: Callable[[], str]) -> Own:
    folder = data / FOLDER / str(organisation)
    folder.parent.mkdir(mode=0o700, exist_ok=True)
    folder.mkdir(mode=0o700, exist_ok=True)
    made_once(folder / _name(number), make)
    found = own(data, organisation)
    if found is None:
        raise StoreError("exchange-keys")
    return found


def _fresh(
    number: int,
    statement: HandOver | None,
    signing: SigningKey | None = None,
    opening: pyrage.x25519.Identity | None = None,
) -> str:
    values = {
        "form": _FORM,
        "number": number,
        "made": instant(datetime.now(UTC)),
        "signing": bytes(signing or SigningKey.generate()).hex(),
        "opening": str(opening or pyrage.x25519.Identity.generate()),
        "hand_over": statement and {**statement.values()},
    }
    return json.dumps(values, indent=1) + "\n"


def _name(number: int) -> str:
    return f"keys-{number}.json"


def _files(folder: Path) -> list[Path]:
    """In the order of their numbers, from 1 without a gap."""
    found: list[Path] = []
    while (file := folder / _name(len(found) + 1)).is_file():
        found.append(file)
    return found


def _values(file: Path) -> dict[str, object]:
    try:
        values = json.loads(file.read_text(encoding="utf-8"))
        if values["form"] != _FORM:
            raise ValueError("form")
    except (OSError, ValueError, KeyError, TypeError):
        raise StoreError("exchange-keys") from None
    return dict(values)


def _pair(values: dict[str, object], until: date | None) -> Pair:
    try:
        return Pair(
            number=int(str(values["number"])),
            signing=SigningKey(bytes.fromhex(str(values["signing"]))),
            opening=pyrage.x25519.Identity.from_str(str(values["opening"])),
            made=datetime.fromisoformat(str(values["made"])),
            until=until,
        )
    except (ValueError, KeyError, TypeError, pyrage.IdentityError):
        raise StoreError("exchange-keys") from None


def _statement(values: dict[str, object]) -> HandOver | None:
    said = values.get("hand_over")
    if not isinstance(said, dict):
        return None
    try:
        return HandOver(
            id=said["id"],
            old=bytes.fromhex(said["old"]),
            new=bytes.fromhex(said["new"]),
            receiving=said["receiving"],
            made=datetime.fromisoformat(said["made"]),
            until=date.fromisoformat(said["until"]),
            by_old=bytes.fromhex(said["by_old"]),
            by_new=bytes.fromhex(said["by_new"]),
        )
    except (ValueError, KeyError, TypeError):
        raise StoreError("exchange-keys") from None

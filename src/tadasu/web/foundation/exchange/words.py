"""What codes of the exchange say, in the language of the page."""

from collections.abc import Collection

from django.utils.translation import gettext as _
from django.utils.translation import pgettext as p

from tadasu.web.foundation.exchange._receipt import Answer
from tadasu.web.foundation.exchange.kinds import kinds
from tadasu.web.foundation.exchange.models import Arrival, Peer, Sending, Terms
from tadasu.web.ui.days import language
from tadasu.web.ui.parts import Coded


def kind_label(name: str) -> str:
    """What a kind is called; its name where it is not known here."""
    return next((str(one.label) for one in kinds() if one.name == name), name)


def kind_labels(names: Collection[str]) -> str:
    """Several, or that there is none."""
    between = "、" if language() == "ja" else ", "
    return between.join(kind_label(one) for one in names) or p("kinds of package", "nothing")


def name_of(terms: Terms) -> str:
    """What a peer calls itself."""
    return (terms.name_ja if language() == "ja" else "") or terms.name


def peer_name(peer: Peer, terms: Terms | None) -> str:
    """What a peer is called here; in the reader's language where its card has that name too."""
    return name_of(terms) if terms is not None and terms.name == peer.known_as else peer.known_as


def sending_state(sending: Sending) -> Coded:
    """How far a package of ours has come."""
    said = {
        Sending.WAITS: _("waits for delivery"),
        Sending.DELIVERED: _("arrived: they signed that they have it"),
        Sending.REFUSED: _("refused by them"),
        Sending.BY_HAND: _("saved as a file, no receipt yet"),
        Sending.EXPIRED: _("not delivered in time"),
    }
    return Coded(sending.state, said[sending.state])


def arrival_answer(arrival: Arrival) -> Coded:
    """What became of a package of theirs."""
    said = {
        Answer.TAKEN: p("of a package", "taken"),
        Answer.WAITS: _("waits for earlier ones, which were asked for"),
        Answer.REFUSED: p("of a package", "refused"),
    }
    return Coded(arrival.answer, said[Answer(arrival.answer)])


def refusal(code: str) -> Coded | None:
    """Why a package was refused or has not arrived; nothing where there is no reason."""
    return Coded(code, _refusals().get(code, code)) if code else None


def counted(arrival: Arrival) -> str:
    """What became of the documents of a package; a desk's own word as it stands."""
    said = {
        "new": p("documents of a package", "new"),
        "newer": p("documents of a package", "a newer version"),
        "ended": p("documents of a package", "ended"),
        "unchanged": p("documents of a package", "unchanged"),
        "counts": p("documents of a package", "counts"),
    }
    return "; ".join(f"{said.get(name, name)}: {count}" for name, count in sorted(arrival.counts.items()))


def measure_label(measure: str) -> str:
    """What is counted."""
    return {"cases-opened": _("cases opened"), "findings-concluded": _("findings concluded")}.get(measure, measure)


def peer_state(peer: Peer, now: Terms | None, waits: Terms | None) -> Coded:
    """How we stand with a peer."""
    if peer.suspended_at is not None:
        return Coded("suspended", p("of a peer", "suspended"))
    if waits is not None:
        return Coded("waits", _("waits for a second person"))
    return (
        Coded("in-force", p("of a peer", "in force"))
        if now is not None
        else Coded("declined", p("of a peer", "declined"))
    )


def _refusals() -> dict[str, str]:
    return {
        "exchange-address-private": _("the address leads into a private network"),
        "exchange-chain": _("it does not follow on the one before it"),
        "exchange-content": _("its content cannot be taken"),
        "exchange-document": _("a document has something that its kind does not have"),
        "exchange-expired": _("its last day is over"),
        "exchange-future": _("it is dated in the future"),
        "exchange-keys": _("our keys cannot be read: tell whoever runs this server"),
        "exchange-missing": _("earlier ones are missing"),
        "exchange-no-address": _("they have no address: carry it as a file"),
        "exchange-no-terms": _("no card of theirs is in force"),
        "exchange-not-open": _("they do not exchange at the moment"),
        "exchange-not-opened": _("it does not open with their keys: ask them for their new card"),
        "exchange-not-taken": _("this kind is not taken from this sender"),
        "exchange-old": _("a later one was taken already"),
        "exchange-receipt": _("the answer was no receipt of theirs"),
        "exchange-recipient": _("it is addressed to somebody else"),
        "exchange-signature": _("they do not know our key: give them our new card"),
        "exchange-suspended": _("the exchange is suspended"),
        "exchange-too-many": _("too many at once"),
        "exchange-unknown-kind": _("this kind is not known"),
        "exchange-unknown-peer": _("the sender is not known there"),
        "exchange-unknown-version": _("this version of the kind is not known"),
        "exchange-unreachable": _("nobody answers at their address"),
        "exchange-unsealed": _("it came without its seal"),
    }

"""What may be done in exchanges: each asks whether the actor may, does it, and records it."""

from tadasu.web.foundation.exchange.actions.identity import OVERLAP, open_exchange, renew_keys
from tadasu.web.foundation.exchange.actions.peers import (
    confirm,
    decline,
    in_force,
    propose,
    resume,
    suspend,
)
from tadasu.web.foundation.exchange.actions.receiving import receive
from tadasu.web.foundation.exchange.actions.sending import covered, for_the_way, save_file, send, take_receipt

__all__ = [
    "OVERLAP",
    "confirm",
    "covered",
    "decline",
    "for_the_way",
    "in_force",
    "open_exchange",
    "propose",
    "receive",
    "renew_keys",
    "resume",
    "save_file",
    "send",
    "suspend",
    "take_receipt",
]

"""What comes out of a code: a digest by which its box is found, and the key pair to which answers are sealed.

Neither says anything about the other or about the code, so that a database with every digest and public key opens nothing.
"""

from dataclasses import dataclass, field

from tadasu.web.foundation.vault.sealing import Private, Public, derived, public_of, stretched

SALT = b"tadasu.receipt.1"
"""The same for every code: when a code is typed, nothing else is known that a salt of its own could be found by."""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The digest is kept, and the public key. The private key is not."""

    digest: str
    public: Public
    private: Private = field(repr=False)


def receipt_of(code: str) -> Receipt:
    """From a code as `canonical` gives it."""
    master = stretched(code, SALT)
    private = Private(derived(master, "receipt-private"))
    return Receipt(derived(master, "receipt-lookup").hex(), public_of(private), private)

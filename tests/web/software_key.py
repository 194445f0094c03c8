"""A passkey in software: what a browser and an authenticator answer (WebAuthn, level 2, 6.1 and 6.5; attestation "none")."""

import hashlib
import json
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor

PRESENT, VERIFIED, NEW = 0x01, 0x04, 0x40
"""Flags: somebody touched it, showed a finger or a PIN, and it is being made."""


def text(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def raw(data: str) -> bytes:
    return urlsafe_b64decode(data + "=" * (-len(data) % 4))


class SoftwareKey:
    """One key for one account. Without `verifies` it is a simple security key that asks for no PIN."""

    def __init__(self, *, host: str = "testserver", verifies: bool = True) -> None:
        self.host, self.origin = host, f"https://{host}"
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.flags = PRESENT | (VERIFIED if verifies else 0)
        self.user = b""

    def made(self, options: Mapping[str, Any]) -> str:
        """The answer to being added."""
        wanted = options["creation_options"]["publicKey"]
        self.user = raw(wanted["user"]["id"])
        numbers = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: numbers.x.to_bytes(32, "big"), -3: numbers.y.to_bytes(32, "big")}
        credential = bytes(16) + len(self.id).to_bytes(2, "big") + self.id + cbor.encode(cose)
        attested = cbor.encode({"fmt": "none", "attStmt": {}, "authData": self._data(NEW) + credential})
        said = self._said("webauthn.create", wanted["challenge"])
        response = {"clientDataJSON": text(said), "attestationObject": text(attested)}
        return self._answer(response, {"credProps": {"rk": True}})

    def shown(self, options: Mapping[str, Any]) -> str:
        """The answer to being used."""
        said = self._said("webauthn.get", options["request_options"]["publicKey"]["challenge"])
        data = self._data(0)
        signature = self.key.sign(data + hashlib.sha256(said).digest(), ec.ECDSA(hashes.SHA256()))
        response = {
            "clientDataJSON": text(said),
            "authenticatorData": text(data),
            "signature": text(signature),
            "userHandle": text(self.user),
        }
        return self._answer(response, {})

    def _data(self, more: int) -> bytes:
        return hashlib.sha256(self.host.encode()).digest() + bytes([self.flags | more]) + bytes(4)

    def _said(self, kind: str, challenge: str) -> bytes:
        return json.dumps({"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}).encode()

    def _answer(self, response: Mapping[str, str], extensions: Mapping[str, Any]) -> str:
        told = {"id": text(self.id), "rawId": text(self.id), "type": "public-key", "response": response}
        return json.dumps(told | {"clientExtensionResults": extensions})

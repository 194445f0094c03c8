"""A small OpenID provider in a thread: discovery, keys, the code flow with PKCE. It is the organisation's own, and invented."""

import base64
import hashlib
import json
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm

CLIENT, SECRET = "tadasu", "an invented secret"


@dataclass
class FakeProvider:
    """`claims` are what it says of whoever signs in there next; `asked` and `exchanged` what it was sent."""

    address: str = ""
    claims: dict[str, Any] = field(default_factory=lambda: {"sub": "4711"})
    key: rsa.RSAPrivateKey = field(default_factory=lambda: rsa.generate_private_key(65537, 2048))
    signing: rsa.RSAPrivateKey | None = None
    asked: dict[str, str] = field(default_factory=dict)
    exchanged: dict[str, str] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def signs_in(self, location: str) -> str:
        """Somebody follows our redirect and signs in there: where the provider sends them back to."""
        self.asked = dict(parse_qsl(urlsplit(location).query))
        code = secrets.token_urlsafe(8)
        self.codes[code] = self.asked.get("code_challenge", "")
        return f"{self.asked['redirect_uri']}?{urlencode({'code': code, 'state': self.asked['state']})}"

    def discovery(self) -> dict[str, Any]:
        """What it says about itself."""
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "jwks_uri": f"{self.address}/keys",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }

    def keys(self) -> dict[str, Any]:
        """The public half."""
        public = json.loads(RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [public | {"kid": "1", "alg": "RS256", "use": "sig"}]}

    def token(self, told: dict[str, str]) -> dict[str, Any] | None:
        """For a code that was given, once, to whoever asked for it."""
        self.exchanged = told
        challenge = self.codes.pop(told.get("code", ""), None)
        shown = hashlib.sha256(told.get("code_verifier", "").encode()).digest()
        if challenge != base64.urlsafe_b64encode(shown).rstrip(b"=").decode() or told.get("client_secret") != SECRET:
            return None
        now = int(time.time())
        said = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "jti": secrets.token_hex(8)}
        signed = jwt.encode(said | self.claims, self.signing or self.key, algorithm="RS256", headers={"kid": "1"})
        return {"access_token": "unused", "token_type": "Bearer", "id_token": signed}


@contextmanager
def running() -> Iterator[FakeProvider]:
    """The provider on a port of its own."""
    provider = FakeProvider()

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            known = {"/.well-known/openid-configuration": provider.discovery, "/keys": provider.keys}
            page = known.get(self.path)
            self._say(200 if page else 404, page() if page else {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            answer = provider.token({key: values[0] for key, values in parse_qs(body).items()})
            self._say(200 if answer else 400, answer or {"error": "invalid_grant"})

        def _say(self, status: int, body: dict[str, Any]) -> None:
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(body).encode())

        def log_message(self, *arguments: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

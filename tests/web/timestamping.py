"""An invented time-stamping authority on this machine: answers by RFC 3161, written out in DER, signed with a key of its own."""

import hashlib
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

SHA256, RSA = "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.1"
SIGNED_DATA, TST_INFO = "1.2.840.113549.1.7.2", "1.2.840.113549.1.9.16.1.4"
CONTENT_TYPE, MESSAGE_DIGEST, SIGNING_CERTIFICATE = (
    "1.2.840.113549.1.9.3",
    "1.2.840.113549.1.9.4",
    "1.2.840.113549.1.9.16.2.47",
)
POLICY = "1.3.6.1.4.1.99999.1"


@dataclass(frozen=True)
class Authority:
    """A certificate that signs itself, and its key."""

    certificate: x509.Certificate
    key: rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        """What a user trusts."""
        return self.certificate.public_bytes(Encoding.PEM)

    def answer(self, request: bytes, *, granted: bool = True, of: bytes | None = None) -> bytes:
        """The response to a request; `of` another digest than was asked for."""
        if not granted:
            return tag(0x30, tag(0x30, integer(2)))
        imprint, nonce = read(request)
        return tag(0x30, tag(0x30, integer(0)) + self._token(of or imprint, nonce))

    def _token(self, imprint: bytes, nonce: int) -> bytes:
        at = datetime.now(UTC).strftime("%Y%m%d%H%M%SZ").encode()
        message = tag(0x30, algorithm(SHA256) + tag(0x04, imprint))
        info = tag(0x30, integer(1) + oid(POLICY) + message + integer(7) + tag(0x18, at) + integer(nonce))
        der = self.certificate.public_bytes(Encoding.DER)
        certificate = tag(0x30, tag(0x30, tag(0x30, tag(0x04, hashlib.sha256(der).digest()))))
        attributes = sorted(
            attribute(name, value)
            for name, value in (
                (CONTENT_TYPE, oid(TST_INFO)),
                (MESSAGE_DIGEST, tag(0x04, hashlib.sha256(info).digest())),
                (SIGNING_CERTIFICATE, certificate),
            )
        )
        signature = self.key.sign(tag(0x31, b"".join(attributes)), padding.PKCS1v15(), hashes.SHA256())
        issuer = self.certificate.issuer.public_bytes()
        signer = tag(
            0x30,
            integer(1)
            + tag(0x30, issuer + integer(self.certificate.serial_number))
            + algorithm(SHA256)
            + tag(0xA0, b"".join(attributes))
            + algorithm(RSA)
            + tag(0x04, signature),
        )
        content = tag(0x30, oid(TST_INFO) + tag(0xA0, tag(0x04, info)))
        signed = integer(3) + tag(0x31, algorithm(SHA256)) + content + tag(0xA0, der) + tag(0x31, signer)
        return tag(0x30, oid(SIGNED_DATA) + tag(0xA0, tag(0x30, signed)))


def authority() -> Authority:
    """A new one."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Time of Kumanezawa (invented)")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )
    return Authority(certificate, key)


@contextmanager
def serving(answer: Callable[[bytes], bytes], *, status: int = 200) -> Iterator[str]:
    """The address at which requests are answered so."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = answer(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(status)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()


def read(request: bytes) -> tuple[bytes, int]:
    """Digest and nonce of a request as rfc3161-client writes it: version, imprint, nonce, true."""
    _, body, _ = item(request)
    _, _, rest = item(body)
    _, imprint, rest = item(rest)
    _, nonce, _ = item(rest)
    _, _, digest = item(imprint)
    return item(digest)[1], int.from_bytes(nonce, "big", signed=True)


def item(data: bytes) -> tuple[int, bytes, bytes]:
    """Tag, value and what follows."""
    length, start = data[1], 2
    if length & 0x80:
        start += length & 0x7F
        length = int.from_bytes(data[2:start], "big")
    return data[0], data[start : start + length], data[start + length :]


def tag(number: int, value: bytes) -> bytes:
    """A value with its tag and length."""
    size = len(value)
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([number]) + (bytes([size]) if size < 0x80 else bytes([0x80 | len(length)]) + length) + value


def integer(value: int) -> bytes:
    """INTEGER."""
    return tag(0x02, value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))


def oid(dotted: str) -> bytes:
    """OBJECT IDENTIFIER."""
    first, second, *rest = map(int, dotted.split("."))
    out = bytes([40 * first + second])
    for number in rest:
        piece = [number & 0x7F]
        while number := number >> 7:
            piece.append(0x80 | number & 0x7F)
        out += bytes(reversed(piece))
    return tag(0x06, out)


def algorithm(dotted: str) -> bytes:
    """AlgorithmIdentifier without parameters of its own."""
    return tag(0x30, oid(dotted) + tag(0x05, b""))


def attribute(dotted: str, value: bytes) -> bytes:
    """Attribute with one value."""
    return tag(0x30, oid(dotted) + tag(0x31, value))

"""An organisation's provider of SAML: signs assertions with a key of its own. Invented."""

import base64
import secrets
import zlib
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from lxml import etree
from onelogin.saml2.utils import OneLogin_Saml2_Utils

ENTITY = "https://saml.invented.example/entity"
SIGN_ON = "https://saml.invented.example/sign-on"
_TIME = "%Y-%m-%dT%H:%M:%SZ"

ASSERTION = """<saml:Assertion xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion" ID="_{id}" Version="2.0"
 IssueInstant="{now}"><saml:Issuer>{issuer}</saml:Issuer><saml:Subject>
<saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">{name}</saml:NameID>
<saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer">
<saml:SubjectConfirmationData NotOnOrAfter="{until}" Recipient="{acs}" InResponseTo="{request}"/>
</saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="{since}" NotOnOrAfter="{until}">
<saml:AudienceRestriction><saml:Audience>{audience}</saml:Audience></saml:AudienceRestriction></saml:Conditions>
<saml:AuthnStatement AuthnInstant="{now}" SessionIndex="_s"><saml:AuthnContext><saml:AuthnContextClassRef>
urn:oasis:names:tc:SAML:2.0:ac:classes:Password</saml:AuthnContextClassRef></saml:AuthnContext></saml:AuthnStatement>
<saml:AttributeStatement><saml:Attribute Name="groups"><saml:AttributeValue>{group}</saml:AttributeValue></saml:Attribute>
<saml:Attribute Name="mail"><saml:AttributeValue>canary@invented.example</saml:AttributeValue></saml:Attribute>
</saml:AttributeStatement></saml:Assertion>"""

RESPONSE = """<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="_{id}r" Version="2.0"
 IssueInstant="{now}" Destination="{acs}" InResponseTo="{request}">
<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">{issuer}</saml:Issuer><samlp:Status>
<samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertion}</samlp:Response>"""


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


@dataclass
class FakeSaml:
    """Names people, in answer to a request."""

    key: rsa.RSAPrivateKey = field(default_factory=_key)

    @property
    def certificate(self) -> str:
        """What the file is told."""
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "invented")])
        now = datetime.now(UTC)
        serial, until = x509.random_serial_number(), now + timedelta(days=1)
        made = x509.CertificateBuilder(name, name, self.key.public_key(), serial, now, until)
        return made.sign(self.key, hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()

    def answer(self, location: str, *, group: str = "tadasu-analysts", age: int = 0, audience: str = "") -> str:
        """What it posts back, in base64, to whoever was sent to it by this redirect."""
        asked = etree.fromstring(
            zlib.decompress(base64.b64decode(parse_qs(urlsplit(location).query)["SAMLRequest"][0]), -15)
        )
        issuer = asked.find("{urn:oasis:names:tc:SAML:2.0:assertion}Issuer")
        assert issuer is not None
        now = datetime.now(UTC) - timedelta(seconds=age)
        told = {
            "id": secrets.token_hex(8),
            "now": now.strftime(_TIME),
            "since": (now - timedelta(minutes=1)).strftime(_TIME),
            "until": (now + timedelta(minutes=5)).strftime(_TIME),
            "issuer": ENTITY,
            "name": "4711",
            "acs": asked.get("AssertionConsumerServiceURL"),
            "request": asked.get("ID"),
            "audience": audience or issuer.text,
            "group": group,
        }
        private = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ).decode()
        signed = OneLogin_Saml2_Utils.add_sign(ASSERTION.format(**told), private, self.certificate)
        text = signed.decode() if isinstance(signed, bytes) else signed
        return base64.b64encode(RESPONSE.format(**told, assertion=text).encode()).decode()

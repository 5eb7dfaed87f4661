"""Verifies an Open Badge 3.0 with Debian's python3-pyld and python3-cryptography: no code shared with the product.

Reads one JSON object from stdin and prints one: {"results": [{"embedded": bool, "jwt": bool}, ...]}.
  contexts   the JSON-LD contexts by address; nothing is fetched
  jwks       keys by the address that a JWT's `kid` names
  badges     a list of {"credential": ..., "jwt": ...}

Source: Data Integrity EdDSA Cryptosuites 1.0 section 3.2, OB 3.0 section 8.2.
"""

import base64
import hashlib
import json
import sys

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa, utils
from pyld import jsonld

ALPHABET = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"


def base58(text):
    number = 0
    for letter in text:
        number = number * 58 + ALPHABET.index(letter)
    body = number.to_bytes((number.bit_length() + 7) // 8, "big")
    return b"\0" * (len(text) - len(text.lstrip("1"))) + body


def base64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def canonical_hash(document, contexts):
    def load(address, _options):
        return {"contextUrl": None, "documentUrl": address, "document": contexts[address]}

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": load}
    return hashlib.sha256(jsonld.normalize(document, options).encode("utf-8")).digest()


def verify_embedded(credential, contexts):
    document = dict(credential)
    (proof,) = document.pop("proof")
    options = dict(proof)
    value = options.pop("proofValue")
    options["@context"] = document["@context"]
    did, fragment = proof["verificationMethod"].split("#")
    multikey = base58(fragment[1:])
    if did != document["issuer"]["id"] or fragment[0] != "z" or multikey[:2] != b"\xed\x01":
        return False
    signed = canonical_hash(options, contexts) + canonical_hash(document, contexts)
    try:
        ed25519.Ed25519PublicKey.from_public_bytes(multikey[2:]).verify(base58(value[1:]), signed)
        return True
    except InvalidSignature:
        return False


def verify_jwt(jwt, jwks):
    head, payload, signature = jwt.split(".")
    header = json.loads(base64url(head))
    jwk = jwks[header["kid"]]
    signed, raw = f"{head}.{payload}".encode("ascii"), base64url(signature)
    number = lambda name: int.from_bytes(base64url(jwk[name]), "big")
    try:
        if header["alg"] == "ES256":
            half = len(raw) // 2
            der = utils.encode_dss_signature(
                int.from_bytes(raw[:half], "big"), int.from_bytes(raw[half:], "big")
            )
            key = ec.EllipticCurvePublicNumbers(number("x"), number("y"), ec.SECP256R1()).public_key()
            key.verify(der, signed, ec.ECDSA(hashes.SHA256()))
        elif header["alg"] == "RS256":
            key = rsa.RSAPublicNumbers(number("e"), number("n")).public_key()
            key.verify(raw, signed, padding.PKCS1v15(), hashes.SHA256())
        else:
            return False
    except InvalidSignature:
        return False
    claims = json.loads(base64url(payload))
    return (
        claims["iss"] == claims["issuer"]["id"]
        and claims["jti"] == claims["id"]
        and claims["sub"] == claims["credentialSubject"]["id"]
    )


def main():
    asked = json.load(sys.stdin)
    results = [
        {
            "embedded": verify_embedded(badge["credential"], asked["contexts"]),
            "jwt": verify_jwt(badge["jwt"], asked["jwks"]),
        }
        for badge in asked["badges"]
    ]
    json.dump({"results": results}, sys.stdout)


main()

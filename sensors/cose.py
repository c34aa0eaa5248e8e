"""COSE (RFC 9052) in the one layout that Philomel puts on the wire.

Nothing here is a general CBOR parser: bytes that nobody has authenticated yet are
compared with a fixed layout, so that a sender without a key reaches no parser.

    COSE_Encrypt0  d0 83 bstr(a3 01 03 03 18 70 04 bstr(kid)) a1 05 4c IV[12] bstr(cipher)
    COSE_Sign1     d2 84 bstr(a3 01 26 03 18 3c 04 bstr(kid)) a0 bstr(payload) 58 40 sig[64]
"""

from dataclasses import dataclass

import cbor2

ENCRYPTED_HEAD = bytes.fromhex("a3010303187004")
"""Protected {1: 3 (A256GCM), 3: 112 (senml+cbor), 4: kid} up to the kid."""
SIGNED_HEAD = bytes.fromhex("a3012603183c04")
"""Protected {1: -7 (ES256), 3: 60 (cbor), 4: kid} up to the kid."""
IV_HEAD = bytes.fromhex("a1054c")
"""Unprotected {5: IV of 12 bytes} up to the IV; python-cwt reads it only there."""
IV_BYTES, SIGNATURE_BYTES = 12, 64


class LayoutError(ValueError):
    """The bytes do not have the one accepted layout."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """The parts of a COSE_Encrypt0."""

    protected: bytes
    kid: bytes
    iv: bytes
    ciphertext: bytes
    """With the tag of 16 bytes at its end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signed:
    """The parts of a COSE_Sign1."""

    protected: bytes
    kid: bytes
    payload: bytes
    signature: bytes


def _length_at(data: bytes, at: int) -> tuple[int, int]:
    """Length announced by the head of the byte string at `at`, and where it starts."""
    if at >= len(data) or data[at] >> 5 != 2:  # noqa: PLR2004 (major type 2)
        raise LayoutError("no byte string")
    short = data[at] & 0x1F
    if short < 24:  # noqa: PLR2004 (RFC 8949, 3: below 24 the length itself)
        return short, at + 1
    width = {24: 1, 25: 2, 26: 4}.get(short, 0)
    size = int.from_bytes(data[at + 1 : at + 1 + width])
    if size < {1: 24, 2: 1 << 8, 4: 1 << 16}.get(width, 1 << 64):
        raise LayoutError("length not in its shortest form")
    return size, at + 1 + width


def _bytes_at(data: bytes, at: int) -> tuple[bytes, int]:
    """The byte string at `at`, and where it ends."""
    size, start = _length_at(data, at)
    if start + size > len(data):
        raise LayoutError("truncated")
    return data[start : start + size], start + size


def _kid(protected: bytes, head: bytes) -> bytes:
    if not protected.startswith(head):
        raise LayoutError("protected header")
    kid, end = _bytes_at(protected, len(head))
    if end != len(protected):
        raise LayoutError("protected header")
    return kid


def read_sealed(data: bytes) -> Sealed:
    """Take a COSE_Encrypt0 apart; LayoutError for anything else."""
    if data[:2] != b"\xd0\x83":
        raise LayoutError("not a COSE_Encrypt0")
    protected, at = _bytes_at(data, 2)
    start = at + len(IV_HEAD)
    if data[at:start] != IV_HEAD:
        raise LayoutError("unprotected header")
    ciphertext, end = _bytes_at(data, start + IV_BYTES)
    if end != len(data):
        raise LayoutError("trailing bytes")
    return Sealed(
        protected=protected,
        kid=_kid(protected, ENCRYPTED_HEAD),
        iv=data[start : start + IV_BYTES],
        ciphertext=ciphertext,
    )


def write_sealed(protected: bytes, iv: bytes, ciphertext: bytes) -> bytes:
    """Put a COSE_Encrypt0 together."""
    return b"".join(
        (b"\xd0\x83", cbor2.dumps(protected), IV_HEAD, iv, cbor2.dumps(ciphertext))
    )


def _string(content: bytes) -> bytes:
    """A CBOR byte string of less than 256 bytes."""
    size = len(content)
    head = bytes((0x40 | size,)) if size < 24 else bytes((0x58, size))  # noqa: PLR2004
    return head + content


def encrypt_structure(protected: bytes, aad: bytes) -> bytes:
    """Enc_structure of RFC 9052, 5.3: what AES-GCM authenticates besides the text."""
    return b"\x83\x68Encrypt0" + _string(protected) + _string(aad)


def protected_header(head: bytes, kid: bytes) -> bytes:
    """A protected header that ends with the key's id."""
    return head + cbor2.dumps(kid)


def read_signed(data: bytes) -> Signed:
    """Take a COSE_Sign1 apart; LayoutError for anything else."""
    if data[:2] != b"\xd2\x84":
        raise LayoutError("not a COSE_Sign1")
    protected, at = _bytes_at(data, 2)
    if data[at : at + 1] != b"\xa0":
        raise LayoutError("unprotected header")
    payload, at = _bytes_at(data, at + 1)
    signature, end = _bytes_at(data, at)
    if end != len(data) or len(signature) != SIGNATURE_BYTES:
        raise LayoutError("signature")
    kid = _kid(protected, SIGNED_HEAD)
    return Signed(protected=protected, kid=kid, payload=payload, signature=signature)


def write_signed(protected: bytes, payload: bytes, signature: bytes) -> bytes:
    """Put a COSE_Sign1 together."""
    return b"".join(
        (b"\xd2\x84", cbor2.dumps(protected), b"\xa0", cbor2.dumps(payload))
    ) + cbor2.dumps(signature)


def signature_structure(protected: bytes, aad: bytes, payload: bytes) -> bytes:
    """Sig_structure of RFC 9052, 4.4: what ES256 signs."""
    return cbor2.dumps(["Signature1", protected, aad, payload])

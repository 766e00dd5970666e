"""The link between two entries, and nothing else: the offline verifier needs only this."""

import hashlib

GENESIS = "0" * 64
LEAF = b"\x00"  # RFC 9162 §2.1.1: a leaf's prefix, so that no entry can be taken for an inner node


def link(previous: str, body: str) -> str:
    """SHA-256(0x00 ‖ previous hash ‖ canonical body), 64 hexadecimal digits."""
    return hashlib.sha256(LEAF + bytes.fromhex(previous) + body.encode()).hexdigest()

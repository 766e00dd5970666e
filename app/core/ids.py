"""Identifiers that sort by the time they were made (UUID version 7, RFC 9562)."""

import secrets
import time


def new_id() -> str:
    """A fresh UUIDv7 as 36 characters; later ones sort after earlier ones to the millisecond."""
    milliseconds = (time.time_ns() // 1_000_000) & ((1 << 48) - 1)
    chance = secrets.randbits(74)
    text = f"{milliseconds:012x}7{chance >> 62:03x}{0b10 << 62 | chance & ((1 << 62) - 1):016x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

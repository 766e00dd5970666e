"""How often a stranger may ask, and how much an account may ask at once. Counted per process, in memory."""

import time
from collections import Counter, OrderedDict, deque
from threading import Lock

from flask import Flask, current_app, g, request
from flask_login import current_user

from app.core.errors import TooMany

_ADDRESSES = 10_000
AT_ONCE = 8
"""Requests of one account: two browsers full of it, and half of the server's threads stay for the others."""


class Throttle:
    """At most so many calls in so many seconds from one address."""

    def __init__(self, calls: int, seconds: int) -> None:
        self._calls, self._seconds = calls, seconds
        self._seen: OrderedDict[str, deque[float]] = OrderedDict()
        self._lock = Lock()

    def pass_or_refuse(self, address: str) -> None:
        """Count a call. Raises `TooMany` with the seconds to wait."""
        now = time.monotonic()
        with self._lock:
            calls = self._seen.setdefault(address, deque())
            self._seen.move_to_end(address)
            while calls and now - calls[0] >= self._seconds:
                calls.popleft()
            if len(calls) >= self._calls:
                raise TooMany(seconds=int(self._seconds - (now - calls[0])) + 1)
            calls.append(now)
            while len(self._seen) > _ADDRESSES:
                self._seen.popitem(last=False)


class Turns:
    """At most so many requests of one account at a time, so that nobody holds the house with what takes long."""

    def __init__(self, most: int = AT_ONCE) -> None:
        self._most = most
        self._now: Counter[str] = Counter()
        self._lock = Lock()

    def take(self, account: str) -> None:
        """Begin a request. Raises `TooMany`."""
        with self._lock:
            if self._now[account] >= self._most:
                raise TooMany(seconds=1)
            self._now[account] += 1

    def give_back(self, account: str) -> None:
        """End it."""
        with self._lock:
            self._now[account] -= 1
            if not self._now[account]:
                del self._now[account]


def init_app(app: Flask) -> None:
    """Let each account ask so much at once; files of the pages themselves do not count."""
    app.extensions["turns"] = Turns()
    app.before_request(_begin)
    app.teardown_request(_end)


def _begin() -> None:
    if request.endpoint != "static" and current_user.is_authenticated:
        current_app.extensions["turns"].take(current_user.account.id)
        g.turn = current_user.account.id


def _end(_error: BaseException | None) -> None:
    if "turn" in g:
        current_app.extensions["turns"].give_back(g.pop("turn"))

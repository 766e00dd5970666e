"""Instances in memory: only at the database's version, at most so many engine tasks, never an older over a newer."""

from types import SimpleNamespace

from app.runtime.live import LiveInstances


def instance(size):
    return SimpleNamespace(size=size)


def test_an_instance_comes_back_at_its_version_once():
    live, one = LiveInstances(), instance(3)
    live.put("a", 5, one)

    assert live.take("a", 5) is one
    assert live.take("a", 5) is None


def test_at_another_version_it_is_gone():
    live = LiveInstances()
    live.put("a", 5, instance(3))

    assert live.take("a", 6) is None
    assert live.take("a", 5) is None


def test_a_writer_who_was_overtaken_does_not_put_back_the_older():
    live, newer = LiveInstances(), instance(4)
    live.put("a", 6, newer)
    live.put("a", 5, instance(3))

    assert live.take("a", 6) is newer


def test_the_least_recently_used_goes_first_counted_by_tasks():
    live = LiveInstances(limit=10)
    live.put("small", 1, instance(2))
    live.put("large", 1, instance(6))
    live.put("small", 2, instance(3))
    live.put("third", 1, instance(4))

    assert live.take("large", 1) is None
    assert live.take("small", 2) is not None
    assert live.take("third", 1) is not None


def test_one_instance_beyond_the_bound_is_kept_alone():
    live = LiveInstances(limit=10)
    live.put("a", 1, instance(2))
    live.put("huge", 1, instance(50))

    assert live.take("a", 1) is None
    assert live.take("huge", 1) is not None


def test_clearing_forgets_all():
    live = LiveInstances(limit=10)
    live.put("a", 1, instance(9))
    live.clear()
    live.put("b", 1, instance(9))

    assert live.take("a", 1) is None
    assert live.take("b", 1) is not None

"""A form that asks for no account is held back, and nobody is remembered."""

from trafficking.limits import Limit


def test_limit_gives_back_with_time_and_forgets_addresses():
    now = [0.0]
    limit = Limit(each=(2, 10), everybody=(3, 10), clock=lambda: now[0])
    assert [limit.allows("a"), limit.allows("a"), limit.allows("a")] == [True, True, False]
    assert [limit.allows("b"), limit.allows("c")] == [True, False]
    now[0] = 10.0
    assert limit.allows("a")
    now[0] = 1000.0
    assert limit.allows("d")
    assert len(limit._buckets) == 1
    assert b"a" not in limit._buckets

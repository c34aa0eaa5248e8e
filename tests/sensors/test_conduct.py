"""A device that floods or is refused too often is cut off, and comes back."""

from sensors.conduct import CUT_OFF_SECONDS, REFUSALS, fresh, step


def test_a_steady_rate_below_the_limit_is_never_cut() -> None:
    conduct = fresh(10, 0.0)
    for i in range(5_000):
        conduct = step(conduct, i * 0.11, rate=10, refused=False)
        assert not conduct.is_cut(i * 0.11)


def test_a_burst_is_allowed_and_a_flood_is_not() -> None:
    conduct = fresh(10, 0.0)
    for _ in range(100):
        conduct = step(conduct, 1.0, rate=10, refused=False)
    assert not conduct.is_cut(1.0)
    conduct = step(conduct, 1.0, rate=10, refused=False)
    assert conduct.is_cut(1.0)


def test_rare_refusals_are_forgotten_and_many_are_not() -> None:
    rare = fresh(10, 0.0)
    for i in range(200):
        rare = step(rare, i * 1.5, rate=10, refused=True)
    assert not rare.is_cut(300.0)
    many = fresh(10, 0.0)
    for i in range(REFUSALS):
        many = step(many, i * 0.001, rate=10, refused=True)
    assert many.is_cut(1.0)


def test_a_cut_ends_and_the_next_one_is_longer() -> None:
    conduct = fresh(1, 0.0)
    for _ in range(11):
        conduct = step(conduct, 0.0, rate=1, refused=False)
    assert conduct.is_cut(CUT_OFF_SECONDS - 1)
    assert not conduct.is_cut(CUT_OFF_SECONDS)
    for _ in range(11):
        conduct = step(conduct, 100.0, rate=1, refused=False)
    assert conduct.is_cut(100 + 2 * CUT_OFF_SECONDS - 1)


def test_a_clock_set_back_does_not_keep_a_device_out() -> None:
    conduct = fresh(1, 1_000.0)
    for _ in range(11):
        conduct = step(conduct, 1_000.0, rate=1, refused=False)
    assert conduct.is_cut(1_000.0)
    assert not conduct.is_cut(10.0)
    assert not step(conduct, 10.0, rate=1, refused=False).is_cut(10.0)


def test_a_way_that_spoils_a_few_cuts_nobody_off_and_one_that_spoils_many_does() -> None:
    few = many = fresh(1_000, 0.0)
    for i in range(2_000):
        few = step(few, i * 0.001, rate=1_000, refused=i % 20 == 0)
        many = step(many, i * 0.001, rate=1_000, refused=i % 4 == 0)
    assert not few.is_cut(2.0)
    assert many.is_cut(2.0)

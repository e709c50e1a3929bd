"""How quickly a way out sends: as fast as it can until it is refused, then a little below what is allowed."""

from __future__ import annotations

from scheduler.tempo import LONGEST_GAP, Tempo


def test_nobody_waits_before_a_platform_refuses() -> None:
    tempo = Tempo()

    assert [tempo.turn(now=5.0) for _ in range(3)] == [0.0, 0.0, 0.0]


def test_a_refusal_is_waited_out_and_turns_come_one_after_the_other() -> None:
    tempo = Tempo()
    tempo.refused(now=5.0, wait=2.0)

    assert [round(tempo.turn(now=5.0), 3) for _ in range(3)] == [2.0, 2.05, 2.1]


def test_refusals_of_what_was_under_way_together_are_one() -> None:
    tempo, other = Tempo(), Tempo()
    tempo.refused(now=5.0, wait=2.0)
    for now in (5.0, 5.1, 5.2):
        other.refused(now=now, wait=2.0)

    assert other.gap == tempo.gap


def test_a_gap_grows_with_refusals_to_a_bound_and_is_gone_when_all_is_well() -> None:
    tempo = Tempo()
    for now in range(20):
        tempo.refused(now=float(now), wait=0.5)
    longest = tempo.gap
    for _ in range(5_000):
        tempo.taken()

    assert longest == LONGEST_GAP
    assert tempo.gap == 0.0


def test_a_platform_that_takes_five_a_second_refuses_less_than_one_in_a_hundred() -> None:
    """Its bucket holds ten, and a fifth of a second fills one place again."""
    tempo, now, room, at, refused = Tempo(), 0.0, 10.0, 0.0, 0
    for _ in range(2_000):
        now += tempo.turn(now) or 0.001
        room, at = min(10.0, room + (now - at) * 5), now
        if room >= 1:
            room -= 1
            tempo.taken()
        else:
            refused += 1
            tempo.refused(now, wait=1.0)

    assert refused <= 20
    assert now < 2_000 / 5 * 2

"""How quickly a way out sends: as fast as it can until it is refused, then a little below what is allowed."""

from __future__ import annotations

from scheduler.policy import Policy
from scheduler.tempo import Tempo

POLICY = Policy()


def turns(tempo: Tempo, now: float, count: int) -> list[float]:
    """Return after how many seconds each of so many messages begins that are there now."""
    found, at = list[float](), now
    for _ in range(count):
        at += tempo.left(at)
        tempo.begin(at)
        found.append(round(at - now, 3))
    return found


def test_nobody_waits_before_a_platform_refuses() -> None:
    tempo = Tempo(POLICY)

    assert turns(tempo, 5.0, 3) == [0.0, 0.0, 0.0]


def test_after_a_refusal_turns_come_one_after_the_other() -> None:
    tempo = Tempo(POLICY)
    tempo.refused()

    assert turns(tempo, 5.0, 3) == [0.0, 0.05, 0.1]


def test_only_what_has_its_turn_soon_has_room_and_one_always() -> None:
    tempo = Tempo(POLICY)
    free = tempo.room(seconds=1.01, most=64)
    tempo.refused()

    assert free == 64
    assert [tempo.room(seconds=1.01, most=64), tempo.room(seconds=1.01, most=8), tempo.room(0.01, most=8)] == [21, 8, 1]


def test_a_refusal_puts_off_the_turn_of_whoever_waits() -> None:
    tempo = Tempo(POLICY)
    tempo.refused()
    tempo.begin(now=5.0)
    tempo.refused()

    assert round(tempo.left(now=5.01), 3) == 0.09


def test_the_turns_of_who_waits_reach_ahead() -> None:
    tempo = Tempo(POLICY)
    free = tempo.ahead(now=5.0, waiting=4)
    tempo.refused()
    tempo.begin(now=5.0)

    assert free == 0.0
    assert [round(tempo.ahead(now, waiting), 3) for now, waiting in ((5.0, 4), (5.02, 0), (6.0, 0))] == [
        0.25,
        0.03,
        0.0,
    ]


def test_a_gap_grows_with_refusals_to_a_bound_and_is_gone_when_all_is_well() -> None:
    tempo = Tempo(POLICY)
    for _ in range(20):
        tempo.refused()
    longest = tempo.gap
    for _ in range(5_000):
        tempo.taken()

    assert longest == POLICY.longest_gap.total_seconds()
    assert tempo.gap == 0.0


def test_a_platform_that_takes_five_a_second_refuses_less_than_one_in_a_hundred() -> None:
    """Its bucket holds ten, and a fifth of a second fills one place again."""
    tempo, now, room, at, refused = Tempo(POLICY), 0.0, 10.0, 0.0, 0
    for _ in range(2_000):
        now += tempo.left(now) or 0.001
        tempo.begin(now)
        room, at = min(10.0, room + (now - at) * 5), now
        if room >= 1:
            room -= 1
            tempo.taken()
        else:
            refused += 1
            tempo.refused()
            now += 1.0

    assert refused <= 20
    assert now < 2_000 / 5 * 2

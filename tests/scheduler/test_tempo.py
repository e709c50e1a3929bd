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
        tempo.end()
        found.append(round(at - now, 3))
    return found


def test_nobody_waits_before_a_platform_refuses() -> None:
    tempo = Tempo(POLICY)

    assert turns(tempo, 5.0, 3) == [0.0, 0.0, 0.0]


def test_what_is_a_little_late_for_its_turn_does_not_put_off_the_next() -> None:
    """On a busy machine everything is; the tempo stays. What begins long after its turn was not there before."""
    tempo = Tempo(POLICY)
    tempo.refused(4.0, wait=1.0)
    tempo.begin(now=5.0)
    tempo.end()
    tempo.begin(now=5.12)
    tempo.end()
    soon = tempo.left(now=5.12)
    tempo.begin(now=9.0)
    tempo.end()

    assert [round(soon, 3), round(tempo.left(now=9.0), 3)] == [0.08, 0.1]


def test_while_four_are_under_way_others_follow_at_thirty_three_a_second() -> None:
    tempo = Tempo(POLICY)
    for _ in range(4):
        tempo.begin(5.0)
    four = tempo.left(5.0)
    tempo.end()

    assert (round(four, 3), tempo.left(5.0)) == (0.03, 0.0)


def test_after_a_refusal_turns_come_one_after_the_other() -> None:
    tempo = Tempo(POLICY)
    tempo.refused(4.0, wait=1.0)

    assert turns(tempo, 5.0, 3) == [0.0, 0.1, 0.2]


def test_while_something_is_owed_for_a_refusal_a_third_waits_a_second_for_one_of_two_to_come_back() -> None:
    tempo = Tempo(POLICY)
    tempo.refused(4.0, wait=1.0)
    for _ in range(2):
        tempo.begin(5.0)
    owed = tempo.left(5.0)
    for _ in range(POLICY.owed):
        tempo.taken()

    assert (round(owed, 3), round(tempo.left(5.0), 3)) == (1.0, 0.1)


def test_only_what_has_its_turn_soon_has_room_and_one_always() -> None:
    tempo = Tempo(POLICY)
    free = tempo.room(seconds=1.01, most=64)
    tempo.refused(4.0, wait=1.0)

    assert free == 64
    assert [tempo.room(seconds=1.01, most=64), tempo.room(seconds=1.01, most=8), tempo.room(0.01, most=8)] == [11, 8, 1]


def test_while_four_are_under_way_only_what_leaves_in_time_behind_them_has_room() -> None:
    """A platform that was quick may have become slow: more than that would be given back unsent."""
    tempo = Tempo(POLICY)
    for _ in range(4):
        tempo.begin(5.0)

    assert tempo.room(seconds=1.51, most=512) == 51


def test_a_refusal_puts_off_the_turn_of_whoever_waits() -> None:
    tempo = Tempo(POLICY)
    tempo.begin(now=5.0)
    tempo.end()
    tempo.refused(5.0, wait=1.0)

    assert round(tempo.left(now=5.01), 3) == 0.09


def test_the_turns_of_who_waits_reach_ahead() -> None:
    tempo = Tempo(POLICY)
    free = tempo.ahead(now=5.0, waiting=4)
    tempo.refused(4.0, wait=1.0)
    tempo.begin(now=5.0)

    assert free == 0.0
    assert [round(tempo.ahead(now, waiting), 3) for now, waiting in ((5.0, 4), (5.02, 0), (6.0, 0))] == [
        0.5,
        0.08,
        0.0,
    ]


def refused_after(tempo: Tempo, taken: int, *, now: float) -> float:
    """Let so many be taken, and then one be refused; return the gap."""
    for _ in range(taken):
        tempo.begin(now)
        tempo.end()
        tempo.taken()
    tempo.refused(now, wait=1.0)
    return tempo.gap


def test_a_second_refusal_shows_what_the_platform_takes() -> None:
    """Five a second, when twenty were taken in four seconds; a little less is kept to."""
    tempo = Tempo(POLICY)
    guess = refused_after(tempo, 60, now=1.0)
    shown = refused_after(tempo, 20, now=5.0)

    assert (guess, round(shown, 3)) == (0.1, 0.21)


def test_what_was_under_way_beside_a_refused_message_says_the_same() -> None:
    """Its refusal shows no limit anew; but each is owed for."""
    tempo = Tempo(POLICY)
    for _ in range(8):
        tempo.refused(5.0, wait=1.0)

    assert (tempo.gap, tempo.owed) == (0.1, 8 * POLICY.owed)


def test_a_pause_that_was_too_short_says_nothing_of_the_gap() -> None:
    tempo = Tempo(POLICY)
    gaps = {refused_after(tempo, 0, now=float(minute * 60)) for minute in range(1, 20)}

    assert gaps == {0.1}


def test_who_had_nothing_to_send_has_not_seen_the_limit() -> None:
    """A day in which ten were taken is no sign of ten a day."""
    tempo = Tempo(POLICY)
    refused_after(tempo, 60, now=1.0)

    assert refused_after(tempo, 10, now=86_400.0) == 2 * 0.1


def test_a_gap_grows_with_refusals_to_a_bound_and_is_gone_when_all_is_well() -> None:
    tempo = Tempo(POLICY)
    for number in range(20):
        refused_after(tempo, 1, now=4.0 * number)
    longest = tempo.gap
    for _ in range(5_000):
        tempo.taken()

    assert longest == POLICY.longest_gap.total_seconds()
    assert tempo.gap == 0.0


def test_a_gap_stays_until_what_is_owed_for_refused_messages_was_taken() -> None:
    tempo = Tempo(POLICY)
    for _ in range(2):
        tempo.refused(5.0, wait=1.0)
    gaps = list[float]()
    for _ in range(201):
        tempo.taken()
        gaps.append(tempo.gap)

    assert gaps[:200] == [0.1] * 200
    assert gaps[200] < 0.1

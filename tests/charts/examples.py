"""Pictures as people would get them, on a Monday in November."""

from __future__ import annotations

from datetime import date, timedelta

from bot.charts.values import Mark, Overview, Part, Picture, Point, Progress, Roadmap, Stage, Stand, Step, Streak

TODAY = date(2026, 11, 23)
_RUNS = (6, 5, 8, 0, 9, 11, 4, 10, 7, 12, 0, 9)
_MISSED = {2, 9, 16, 31, 58, 74, 80}
_AWAY = range(40, 47)


def _kilometres() -> tuple[Point, ...]:
    """Twelve weeks of running, added up on Sundays."""
    return tuple(Point(date(2026, 8, 30) + timedelta(weeks=week), sum(_RUNS[:week])) for week in range(len(_RUNS) + 1))


def _days() -> tuple[tuple[date, Mark], ...]:
    """Sixteen weeks of a habit for working days, with a holiday and a few bad days."""
    first, found = date(2026, 8, 3), []
    for count in range((TODAY - first).days + 1):
        day = first + timedelta(days=count)
        if day.weekday() < 5:
            mark = Mark.excused if count in _AWAY else Mark.missed if count in _MISSED else Mark.done
            found.append((day, mark))
    return tuple(found)


EXAMPLES: dict[str, Picture] = {
    "progress": Progress(
        today=TODAY,
        start=0,
        target=120,
        actual=_kilometres(),
        pace=(Point(date(2026, 8, 30), 0), Point(date(2026, 12, 31), 120)),
        due=date(2026, 12, 31),
        unit="km",
        stand=Stand.on_track,
    ),
    "progress-down": Progress(
        today=TODAY,
        start=84,
        target=76,
        actual=(
            Point(date(2026, 10, 1), 84),
            Point(date(2026, 10, 20), 82.1),
            Point(date(2026, 11, 3), 80.5),
            Point(date(2026, 11, 21), 79),
        ),
        pace=(Point(date(2026, 10, 1), 84), Point(date(2027, 1, 31), 76)),
        due=date(2027, 1, 31),
        unit="kg",
        stand=Stand.on_track,
    ),
    "progress-empty": Progress(
        today=TODAY,
        start=0,
        target=24,
        pace=(Point(TODAY, 0), Point(date(2027, 12, 31), 24)),
        due=date(2027, 12, 31),
        unit="books",
    ),
    "roadmap": Roadmap(
        today=TODAY,
        goal="1",
        due=date(2027, 3, 31),
        star="1.4",
        steps=(
            Step("1.1", date(2026, 9, 18), Stage.done, since=date(2026, 9, 1)),
            Step("1.2", date(2026, 10, 9), Stage.done),
            Step("1.3", date(2026, 11, 13), Stage.late, since=date(2026, 10, 5)),
            Step("1.4", date(2026, 12, 4), Stage.now, since=date(2026, 11, 9)),
            Step("1.5", date(2027, 1, 15), Stage.ahead, since=date(2026, 12, 7)),
            Step("1.6", date(2027, 2, 1), Stage.ahead),
            Step("1.7", date(2027, 3, 12), Stage.approximate, since=date(2027, 1, 20)),
        ),
    ),
    "overview": Overview(
        today=TODAY,
        parts=(
            Part(
                "Team", "Resolve 200 tickets", 62, 70, Stand.at_risk, following="Triage rota", until=date(2026, 12, 4)
            ),
            Part("Ana", "Ship the billing API", 40, 38, Stand.on_track, following="Review", until=date(2026, 12, 12)),
            Part("Ana", "Run a half marathon", 10, 55, Stand.off_track, until=date(2027, 3, 31)),
            Part("Ben 🚀", "Read 24 books", 33, paused=True, until=date(2027, 12, 31)),
            Part("Ben 🚀", "Run three times a week", 80, stand=Stand.on_track, habit="3 times a week"),
            Part(
                "נועה",
                "לכתוב ספר",
                50,
                20,
                Stand.on_track,
                following="פרק",
                until=TODAY - timedelta(9),
                late=True,
                letter="A",
            ),
        ),
        more=7,
        whose="9 people and the team",
        stands=((Stand.on_track, 8), (Stand.at_risk, 3), (Stand.off_track, 1)),
    ),
    "streak": Streak(today=TODAY, days=_days(), current=21, longest=21),
    "streak-empty": Streak(today=TODAY),
}

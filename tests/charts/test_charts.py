"""What the pictures show, that they can be read by everybody, and that painting them holds nobody up."""

from __future__ import annotations

import asyncio
import json
import re
import struct
import time
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.charts import ZOOM, Unpainted, card, name, paper, png
from bot.charts.letters import FILES, FONT, fitted, legible, shown, width
from bot.charts.progress import expected
from bot.charts.scale import day, number, round_numbers
from bot.charts.values import (
    MOST,
    Mark,
    Overview,
    Part,
    Picture,
    Point,
    Progress,
    Roadmap,
    Stage,
    Stand,
    Step,
    Streak,
)
from bot.dates.names import MONTHS
from tests.charts.examples import EXAMPLES, TODAY

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
DRAWN = Path(__file__).parent / "drawn.json"
"""What was drawn in each file of docs/pictures, as a digest of its strokes: painted pixels may differ by machine."""

each = pytest.mark.parametrize("picture", EXAMPLES.values(), ids=EXAMPLES.keys())


def words(picture: Picture) -> list[str]:
    """Everything that is written on a picture."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", card(picture).svg())


def places(picture: Picture) -> list[tuple[float, float, float]]:
    """From where to where each word runs, and on which line."""
    found = []
    number_ = r'="([-.\d]+)"'
    pattern = rf'<text x{number_} y{number_} font-size{number_}[^>]*text-anchor="(\w+)"( font-weight)?[^>]*>([^<]*)'
    for x, y, size, anchor, bold, written in re.findall(pattern, card(picture).svg()):
        wide = width(written, float(size), bold=bool(bold))
        start = float(x) - {"start": 0, "middle": wide / 2, "end": wide}[anchor]
        found.append((start, start + wide, float(y)))
    return found


def measures(picture: bytes) -> tuple[int, int]:
    """The pixels across and down of a PNG."""
    assert picture.startswith(b"\x89PNG\r\n\x1a\n")
    across, down = struct.unpack(">II", picture[16:24])
    return across, down


def many_points(count: int) -> Progress:
    actual = tuple(Point(TODAY - timedelta(days=count - n), n * 1.5) for n in range(count))
    return Progress(today=TODAY, start=0, target=count * 2, actual=actual, pace=(actual[0], Point(TODAY, count)))


@each
def test_a_picture_is_a_png_of_the_measures_that_its_card_has(picture: Picture) -> None:
    assert measures(png(picture)) == (paper.WIDTH * ZOOM, round(card(picture).height * ZOOM))


def test_the_same_value_is_the_same_picture() -> None:
    assert png(EXAMPLES["roadmap"]) == png(replace(EXAMPLES["roadmap"]))


@pytest.mark.parametrize("shown", EXAMPLES)
def test_the_examples_in_the_docs_are_what_is_drawn_now(shown: str, request: pytest.FixtureRequest) -> None:
    digest = sha256(card(EXAMPLES[shown]).svg().encode()).hexdigest()
    drawn = json.loads(DRAWN.read_text()) if DRAWN.exists() else {}
    file = PICTURES / f"{shown}.png"
    if request.config.getoption("--rewrite"):
        file.write_bytes(png(EXAMPLES[shown]))
        DRAWN.write_text(json.dumps(drawn | {shown: digest}, indent=1, sort_keys=True) + "\n")
        return

    assert drawn[shown] == digest, "write the examples anew: pytest tests/charts -n 0 --rewrite"
    assert measures(file.read_bytes()) == (paper.WIDTH * ZOOM, round(card(EXAMPLES[shown]).height * ZOOM))


def test_progress_says_where_it_stands() -> None:
    said = words(EXAMPLES["progress"])

    assert said[:3] == ["81", "of 120 km by 31 Dec", "On track, 1.9 km behind pace"]
    assert {"goal", "pace", "today", "Oct", "120"} <= set(said)


def test_less_is_more_on_a_way_down() -> None:
    assert words(EXAMPLES["progress-down"])[:3] == [
        "79",
        "kg, down to 76 kg by 31 Jan",
        "On track, 1.5 kg ahead of pace",
    ]


def test_milestones_are_counted_rather_than_their_share_written() -> None:
    share = Progress(TODAY, 0, 100, (Point(TODAY, 100 / 11),), due=TODAY, unit="%", milestones=(1, 11))

    assert words(share)[:2] == ["1", "of 11 milestones by 23 Nov"]
    assert words(replace(share, actual=(), milestones=(0, 1)))[:2] == ["0", "of 1 milestone by 23 Nov"]


def test_a_part_of_a_hundred_is_not_of_a_hundred() -> None:
    share = Progress(TODAY, 0, 100, (Point(TODAY, 9),), due=TODAY, unit="%")

    assert words(share)[:2] == ["9 %", "by 23 Nov"]
    assert words(replace(share, start=20))[:2] == ["9", "of 100 % by 23 Nov"]


def test_where_there_is_no_pace_the_owner_s_word_stands_alone() -> None:
    assert words(Progress(TODAY, 0, 5, (Point(TODAY, 2),), stand=Stand.at_risk))[2] == "At risk"


def test_what_is_reached_is_said() -> None:
    assert isinstance(done := EXAMPLES["progress"], Progress)

    assert words(replace(done, target=80))[2] == "Reached"
    assert words(replace(done, target=82.5))[2] == "On track, 1.9 km behind pace"
    assert words(replace(done, pace=(), stand=None))[2] == ""


@pytest.mark.parametrize(
    ("stand", "colour"), [(Stand.on_track, paper.GREEN), (Stand.at_risk, paper.AMBER), (Stand.off_track, paper.RED)]
)
def test_the_picture_judges_as_the_words_beside_it_do(stand: Stand, colour: str) -> None:
    """However far behind its own line says it is: what is expected comes with it, too."""
    example = EXAMPLES["progress"]
    assert isinstance(example, Progress)
    picture = replace(example, stand=stand, wanted=90)

    drawn = card(picture)

    assert f"{stand}, 9 km behind pace" in words(picture)
    assert [stroke for stroke in drawn.strokes if "behind pace" in stroke and colour in stroke]


def test_what_is_due_soon_stands_right_of_today_on_the_longest_road() -> None:
    today = date(2026, 11, 29)
    steps = (
        Step("1.1", today - timedelta(days=2), Stage.late),
        Step("1.2", today + timedelta(days=5), Stage.now, since=today),
        Step("1.3", today + timedelta(days=5), Stage.ahead),
        Step("1.4", today + timedelta(days=1), Stage.ahead, since=today - timedelta(days=1)),
    )
    strokes = card(Roadmap(today, steps, goal="1", due=date(2030, 12, 31))).strokes

    now = next(float(x) for one in strokes if paper.SOFT in one for x in re.findall(r'points="([0-9.]+),', one))
    stones = [re.findall(r"([0-9.]+),[0-9.]+", one) for one in strokes if one.startswith("<polygon")][:2]
    late, ahead = ([float(x) for x in stone] for stone in stones)
    bars = [
        (float(begin), float(wide))
        for one in strokes
        for begin, wide in re.findall(r'<rect x="([0-9.]+)".* width="([0-9.]+)"', one)
    ]

    assert max(late) <= now <= min(ahead)
    assert bars[0][0] >= now
    assert all(begin + wide > now for begin, wide in bars)


def test_the_pace_runs_straight_between_its_points() -> None:
    pace = (Point(date(2026, 1, 1), 0), Point(date(2026, 1, 11), 10), Point(date(2026, 1, 21), 10))

    assert expected(pace, date(2026, 1, 4).toordinal()) == 3
    assert expected(pace, date(2026, 1, 15).toordinal()) == 10
    assert expected(pace, date(2026, 3, 1).toordinal()) == 10
    assert expected(pace, date(2025, 12, 31).toordinal()) is None


def test_a_roadmap_names_each_step_and_says_what_is_next() -> None:
    said = words(EXAMPLES["roadmap"])

    assert said[:3] == ["2", "of 7 steps done", "Next: 1.4 by 4 Dec"]
    assert {"1.1", "1.7", "1", "due 13 Nov", "around Mar", "31 Mar", "today"} <= set(said)


@pytest.mark.parametrize("days", [-50, 0, 1, 5, 30, 400])
def test_the_day_at_the_end_of_a_road_does_not_stand_on_its_flag(days: int) -> None:
    late = Step("1.1", TODAY - timedelta(days=30), Stage.late, since=TODAY - timedelta(days=60))
    for step in (late, Step("1.1", TODAY, Stage.now)) if days < 0 else (Step("1.1", TODAY, Stage.now),):
        picture = Roadmap(TODAY, (step,), goal="1", due=TODAY + timedelta(days=days))
        svg, wide = card(picture).svg(), width(day(TODAY + timedelta(days=days), today=TODAY), paper.SMALL)
        written = rf'<text x="([.\d]+)"[^>]*font-size="13" fill="{paper.GREEN}" text-anchor="(\w+)"'
        [(x, anchor)] = re.findall(written, svg)
        pole = max(float(at) for at in re.findall(r'<polyline points="([.\d]+),[^>]*stroke-width="2.5"', svg))

        assert float(x) <= pole - 4 if anchor == "end" else float(x) >= pole + 13
        assert anchor == "start" or float(x) - wide >= paper.MARGIN + 36
        assert "of 1 step done" in words(picture)


def test_of_a_long_road_the_part_around_the_next_step_is_shown() -> None:
    steps = tuple(Step(f"1.{n}", TODAY + timedelta(days=7 * n), Stage.ahead) for n in range(1, 41))
    said = words(Roadmap(today=TODAY, steps=steps, star="1.20"))

    assert "of 40 steps done" in said
    assert next(label for label in said if label in {step.label for step in steps}) == "1.16"
    assert said[-1] == "… and 15 earlier, 13 later"


def test_a_streak_counts_and_names_what_it_shows() -> None:
    said = words(EXAMPLES["streak"])

    assert said[:3] == ["21", "days in a row", "The longest so far"]
    assert said[-3:] == ["done", "missed", "excused"]
    assert words(Streak(today=TODAY, days=((TODAY, Mark.done),), current=1, longest=4, per="week"))[:3] == [
        "1",
        "week in a row",
        "Longest: 4 weeks",
    ]


def months(picture: Streak) -> dict[str, float]:
    """Where each month's name begins."""
    found = re.findall(r'<text x="([.\d]+)" y="96"[^>]*>([^<]*)</text>', card(picture).svg())
    return {written: float(x) for x, written in found}


def test_a_month_stands_over_the_first_week_that_has_a_day_of_it() -> None:
    """On Sunday 29 November the week has no day of December yet; and no month is lost beside another."""
    sunday = date(2026, 11, 29)
    begun = Streak(sunday, ((sunday, Mark.done),), week_starts=6, since=sunday)

    assert list(months(begun)) == ["Nov"]
    assert list(months(replace(begun, today=date(2026, 12, 1)))) == ["Nov", "Dec"]
    for ago in range(120):
        picture = replace(begun, since=sunday - timedelta(days=ago), today=date(2026, 12, 19))
        found = months(picture)
        since = max(picture.since or sunday, date(2026, 8, 16))

        assert list(found) == [name for n, name in enumerate(MONTHS, 1) if n >= since.month]
        assert_words_keep_apart_and_on_the_card(picture)


def test_the_end_of_a_road_is_called_by_its_words_as_its_steps_are() -> None:
    step = Step("1.1", TODAY + timedelta(days=9), Stage.now, title="Draft the schema")
    road = Roadmap(TODAY, (step,), star="1.1", goal="1", title="Ship the billing API", due=TODAY + timedelta(days=90))

    assert "1 Ship the billing API" in words(road)
    assert [
        one for one in words(replace(road, title="Ship" * 50)) if one.startswith("1 ShipShip") and one.endswith("…")
    ]
    assert "1" in words(replace(road, title=""))


@pytest.mark.parametrize(
    ("start", "target", "unit", "said"),
    [
        (800, 300, "ms", ["650", "ms, down to 300 ms"]),
        (10, 3, "", ["650", "down to 3"]),
        (0, 1000, "km", ["650", "of 1,000 km"]),
    ],
)
def test_the_number_that_counts_has_its_unit(start: float, target: float, unit: str, said: list[str]) -> None:
    assert words(Progress(TODAY, start, target, (Point(TODAY, 650),), unit=unit))[:2] == said


def test_no_day_before_the_beginning_is_drawn() -> None:
    begun = Streak(TODAY, ((TODAY, Mark.done),), since=TODAY)
    svg = card(begun).svg()

    assert svg.count(paper.GREEN) == 2  # the day, and its like in the key
    assert f'fill="{paper.FAINT}" rx' not in svg
    assert not re.findall(rf'<rect[^>]*fill="{paper.FAINT}"', svg)


def test_periods_are_judged_under_their_days_and_named() -> None:
    done, missed, excused = Mark.done, Mark.missed, Mark.excused
    weeks = tuple((TODAY - timedelta(days=1 + 7 * n), mark) for n, mark in enumerate((done, missed, excused)))
    said = words(Streak(TODAY, ((TODAY, done),), per="week", since=TODAY - timedelta(days=30), periods=weeks))

    assert said[-5:] == ["week", "done", "kept", "missed", "excused"]


def test_an_overview_says_who_has_what_where_it_stands_and_what_comes_next() -> None:
    said = words(EXAMPLES["overview"])

    assert said[:2] == ["13", "goals of 9 people and the team"]
    assert said[2:5] == ["8 on track", "3 at risk", "1 off track"]
    assert said[5:9] == ["Team", "Resolve 200 tickets", "62 %", "at risk"]
    assert {"Next: Triage rota, 4 Dec", "Due 31 Mar", "3 times a week", "paused", "and 7 more"} <= set(said)
    assert said.count("Ana") == 1


def test_a_name_in_letters_that_the_font_has_not_is_a_letter_that_the_message_explains() -> None:
    said = words(EXAMPLES["overview"])

    assert {"Ben", "A", "Goal A", "Next: a milestone, was due 14 Nov"} <= set(said)
    assert [legible(name) for name in ("Zoë 🏃‍♀️", "👩🏽‍💻", "Ана", "Ben ©")] == ["Zoë", "", "", "Ben ©"]


@given(
    st.lists(
        st.builds(
            Part,
            st.text(max_size=80),
            st.text(max_size=220),
            st.none() | st.integers(-50, 250),
            st.none() | st.floats(-50, 250),
            st.none() | st.sampled_from(Stand),
            following=st.text(max_size=220),
            until=st.none() | st.dates(),
            late=st.booleans(),
            paused=st.booleans(),
            habit=st.text(max_size=80),
        ),
        min_size=1,
        max_size=8,
    ),
    st.integers(0, 500),
)
@settings(deadline=None, max_examples=100)
def test_any_team_can_be_drawn_and_nothing_stands_on_anything_else(parts: list[Part], more: int) -> None:
    assert_words_keep_apart_and_on_the_card(Overview(TODAY, tuple(parts), more, "500 people and the team"))


def test_a_week_begins_where_people_begin_it() -> None:
    assert words(Streak(today=TODAY, week_starts=6))[2] == "Sun"


def test_what_is_empty_says_what_comes_first() -> None:
    assert words(EXAMPLES["progress-empty"])[:2] == ["No numbers yet", "From 0 to 24 books by 31 Dec 2027"]
    assert words(EXAMPLES["streak-empty"])[:2] == ["Nothing recorded yet", "The first day kept begins a streak"]


def luminance(colour: str) -> float:
    """WCAG 2.2's relative luminance of `#rrggbb`."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


TEXT_COLOURS = (paper.INK, paper.SOFT, paper.GREEN, paper.AMBER, paper.RED)
MARK_COLOURS = (paper.GREEN, paper.AMBER, paper.RED, paper.GREY, paper.INK)


def test_words_and_marks_stand_out_as_wcag_asks() -> None:
    """4.5 to 1 for words (1.4.3), 3 to 1 for what carries meaning (1.4.11); the card brings its own ground."""
    assert all(contrast(colour, paper.GROUND) >= 4.5 for colour in TEXT_COLOURS)
    assert all(contrast(colour, paper.GROUND) >= 3 for colour in MARK_COLOURS)
    assert contrast(paper.GREEN, paper.TINT) >= 3


@each
def test_no_other_colours_are_used_for_words(picture: Picture) -> None:
    assert set(re.findall(r'<text[^>]*fill="(#\w+)"', card(picture).svg())) <= set(TEXT_COLOURS)


def assert_words_keep_apart_and_on_the_card(picture: Picture) -> None:
    found = places(picture)

    assert all(start >= 8 and end <= paper.WIDTH - 8 for start, end, _ in found)
    for number_, (start, end, y) in enumerate(found):
        for other_start, other_end, other_y in found[number_ + 1 :]:
            assert abs(y - other_y) >= 12 or end <= other_start or other_end <= start


@each
def test_words_keep_apart_and_on_the_card(picture: Picture) -> None:
    assert_words_keep_apart_and_on_the_card(picture)


@pytest.mark.parametrize("days", [1, 2, 5, 60, 400])
@pytest.mark.parametrize(("start", "target"), [(0, 120), (84, 76), (0, 3), (0, 1e12)])
def test_names_keep_apart_from_the_first_day_to_the_last(days: int, start: float, target: float) -> None:
    """Today near the start stood on the goal's name, and read `tgoal'`."""
    for gone in (0.0, 0.01, 0.03, 0.1, 0.5, 0.97, 1.0, 1.2):
        begun, due = TODAY - timedelta(days=int(days * gone)), TODAY + timedelta(days=days - int(days * gone))
        at = (start + target) / 2
        actual = (Point(begun, start), Point(TODAY, at)) if begun < TODAY else (Point(TODAY, start),)
        pace = (Point(begun, start), Point(due, target))
        picture = Progress(TODAY, start, target, actual, pace, due, "km", Stand.on_track)

        assert_words_keep_apart_and_on_the_card(picture)
        assert {"today", "goal"} <= set(words(picture))


def test_the_name_of_the_pace_does_not_stand_on_the_line_of_what_was_measured() -> None:
    begun = TODAY - timedelta(days=120)
    actual, pace = (Point(begun, 0), Point(TODAY, 100)), (Point(begun, 0), Point(TODAY, 120))
    svg = card(Progress(TODAY, 0, 120, actual, pace, TODAY, "km")).svg()
    (x, y), *_ = re.findall(r'<text x="([.\d]+)" y="([.\d]+)"[^>]*>pace<', svg)
    line = re.findall(r'points="([^"]+)"[^>]*stroke-width="3"', svg)[0]
    (from_x, from_y), (to_x, to_y) = (map(float, place.split(",")) for place in line.split())
    there = from_y + (to_y - from_y) * (float(x) - from_x) / (to_x - from_x)

    assert float(y) < there - 4 or float(y) > there + 14


def test_the_font_has_every_letter_that_is_measured() -> None:
    widths = json.loads((FONT / "widths.json").read_text())
    for weight, file in zip(("regular", "semibold"), FILES, strict=True):
        font = TTFont(file)
        units = font["head"].unitsPerEm
        cut = {chr(code): font["hmtx"][glyph][0] * 1000 / units for code, glyph in font.getBestCmap().items()}

        assert widths[weight] == pytest.approx(cut, abs=0.5)
    assert "SIL OPEN FONT LICENSE" in (FONT / "OFL.txt").read_text()


def test_what_the_font_cannot_show_is_left_to_the_message() -> None:
    """A word with gaps would be worse than none; the message has it whole."""
    assert shown("pages") == "pages"
    assert shown("страниц") == shown("ページ") == shown("🏃 km") == ""
    assert shown("cafe\u0301s") == "cafés"
    assert words(Progress(today=TODAY, start=0, target=5, actual=(Point(TODAY, 2),), unit="ページ"))[1] == "of 5"


def test_long_labels_are_shortened() -> None:
    unit = "W" * 500
    picture = Progress(today=TODAY, start=0, target=5, actual=(Point(TODAY, 2),), due=TODAY, unit=unit)
    road = Roadmap(today=TODAY, steps=(Step(unit, TODAY, Stage.now),), star=unit, goal=unit, due=TODAY)

    assert width(fitted(unit, 80, 15), 15) <= 80
    assert fitted(unit, 80, 15).endswith("…")
    team = Overview(today=TODAY, parts=(Part(unit, unit, 100, following=unit, until=TODAY, late=True, habit=unit),))
    for shown_ in (picture, road, team, Streak(today=TODAY, days=((TODAY, Mark.done),), current=3, per=unit)):
        assert all(start >= 8 and end <= paper.WIDTH - 8 for start, end, _ in places(shown_))


def test_markup_in_a_label_is_only_letters() -> None:
    unit = "<b>&"
    svg = card(Progress(today=TODAY, start=0, target=5, actual=(Point(TODAY, 2),), unit=unit)).svg()

    assert "of 5 &lt;b&gt;&amp;" in svg


def test_without_a_font_there_is_no_picture_rather_than_one_without_words(tmp_path: Path) -> None:
    with pytest.raises(Unpainted, match="no font"):
        png(EXAMPLES["streak"], fonts=(tmp_path / "gone.otf",))
    with pytest.raises(Unpainted, match="no font"):
        png(EXAMPLES["streak"], fonts=())


def test_words_are_painted_and_do_not_vanish() -> None:
    """The same card without its words is another picture: resvg leaves out in silence what it has no font for."""
    said = Progress(today=TODAY, start=0, target=5, unit="km", actual=(Point(TODAY, 2),))

    assert png(said) != png(replace(said, unit="mm"))


EXTREMES = (0.0, -5.0, 1e12, -1e12, 1e-9, 3.3, 1e200)


@pytest.mark.parametrize("target", EXTREMES)
def test_extreme_numbers_are_drawn(target: float) -> None:
    for start in EXTREMES:
        actual = (Point(TODAY - timedelta(days=3), start), Point(TODAY, (start + target) / 2))
        pace = (actual[0], Point(TODAY, target))
        picture = Progress(today=TODAY, start=start, target=target, actual=actual, pace=pace)

        assert "nan" not in card(picture).svg(), start
        assert all(left >= 8 and right <= paper.WIDTH - 8 for left, right, _ in places(picture)), start


def test_the_largest_numbers_are_painted() -> None:
    vast = Progress(today=TODAY, start=0, target=1e12, actual=(Point(TODAY, -1e12), Point(TODAY, 0)), due=date.max)

    assert measures(png(vast))[0] == paper.WIDTH * ZOOM


NUMBERS = st.floats(-MOST, MOST)


@given(
    st.lists(st.tuples(st.dates(), NUMBERS), max_size=20),
    NUMBERS,
    NUMBERS,
    st.dates(),
)
@settings(deadline=None, max_examples=60)
def test_any_numbers_on_any_days_can_be_drawn(
    points: list[tuple[date, float]], start: float, target: float, today: date
) -> None:
    actual = tuple(Point(*one) for one in sorted(points))

    svg = card(Progress(today=today, start=start, target=target, actual=actual, pace=actual)).svg()

    assert "nan" not in svg
    assert "inf" not in svg


@given(st.lists(st.tuples(st.dates(), st.dates(), st.sampled_from(Stage)), min_size=1, max_size=30), st.dates())
@settings(deadline=None, max_examples=60)
def test_any_road_can_be_drawn(steps: list[tuple[date, date, Stage]], today: date) -> None:
    road = tuple(Step(f"1.{n}", max(a, b), stage, since=min(a, b)) for n, (a, b, stage) in enumerate(steps))

    assert "nan" not in card(Roadmap(today=today, steps=road, star="1.3", goal="1", due=today)).svg()


@given(st.dictionaries(st.dates(), st.sampled_from(Mark), max_size=30), st.dates(), st.integers(0, 6))
@settings(deadline=None, max_examples=60)
def test_any_days_can_be_drawn(days: dict[date, Mark], today: date, week_starts: int) -> None:
    assert card(Streak(today=today, days=tuple(days.items()), week_starts=week_starts)).svg().count("<rect") >= 2


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1e201])
def test_a_number_that_is_none_cannot_be_drawn(value: float) -> None:
    with pytest.raises(ValueError, match="plain numbers"):
        Point(TODAY, value)
    with pytest.raises(ValueError, match="plain numbers"):
        Progress(today=TODAY, start=value, target=1)


def test_points_stand_in_order() -> None:
    with pytest.raises(ValueError, match="order"):
        Progress(today=TODAY, start=0, target=1, actual=(Point(TODAY, 1), Point(TODAY - timedelta(days=1), 1)))


def test_a_step_ends_after_it_began() -> None:
    with pytest.raises(ValueError, match=r"1\.1 ends before"):
        Step("1.1", TODAY, Stage.now, since=TODAY + timedelta(days=1))


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0, "0"), (-0.0, "0"), (4.5, "4.5"), (0.25, "0.25"), (12.34, "12.3"), (999.6, "1,000"), (1200, "1,200"),
        (12_500, "12.5k"), (-80, "−80"), (1e6, "1M"), (1.25e9, "1.2bn"), (1e12, "1tn"), (9.9e17, "9.9e17"),
    ],
)  # fmt: skip
def test_numbers_are_short(value: float, written: str) -> None:
    assert number(value) == written


def test_numbers_beside_the_lines_are_round() -> None:
    assert round_numbers(0, 120) == [0, 40, 80, 120]
    assert round_numbers(76, 84) == [76, 78, 80, 82, 84]
    assert round_numbers(5, 5)[0] < 5 < round_numbers(5, 5)[-1]
    assert round_numbers(-1e12, 1e12)[0] == -1e12


def test_a_year_is_written_where_it_could_be_another() -> None:
    assert day(date(2027, 3, 31), today=TODAY) == "31 Mar"
    assert day(date(2028, 3, 31), today=TODAY) == "31 Mar 2028"


def test_a_file_s_name_says_nothing_about_anybody() -> None:
    assert {name(picture) for picture in EXAMPLES.values()} == {
        f"{kind}.png" for kind in ("progress", "roadmap", "streak", "overview")
    }


async def longest_silence(work: asyncio.Task[object]) -> float:
    """How long the event loop, asked every millisecond, kept us waiting at worst, in seconds."""
    worst, last = 0.0, time.perf_counter()
    while not work.done():
        await asyncio.sleep(0.001)
        worst, last = max(worst, time.perf_counter() - last), time.perf_counter()
    return worst


@pytest.mark.parametrize("picture", [EXAMPLES["roadmap"], many_points(500)], ids=["roadmap", "500 points"])
async def test_painting_holds_nobody_up(picture: Picture) -> None:
    """The loop goes on within 50 ms, beside what it waits anyway where other programs keep the machine busy."""
    quiet = [await longest_silence(asyncio.create_task(asyncio.to_thread(time.sleep, 0.2))) for _ in range(3)]
    painting = [await longest_silence(asyncio.create_task(asyncio.to_thread(png, picture))) for _ in range(3)]

    assert min(painting) < 0.05 + max(quiet)


@pytest.mark.parametrize("picture", [EXAMPLES["roadmap"], many_points(500)], ids=["roadmap", "500 points"])
async def test_painting_takes_none_of_our_own_time(picture: Picture) -> None:
    """Whatever holds Python's lock is reckoned to this process; however busy the machine is, it is hardly anything."""
    before = time.process_time()
    await asyncio.to_thread(png, picture)

    assert time.process_time() - before < 0.05


def test_a_day_that_is_begun_has_a_square_and_a_name_of_its_own() -> None:
    begun = Streak(TODAY, ((TODAY, Mark.begun),), since=TODAY)

    assert words(begun)[-1] == "begun"
    assert card(begun).svg() != card(replace(begun, days=((TODAY, Mark.done),))).svg()

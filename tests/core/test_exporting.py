"""Goals as files: everything comes back as it was, formulas stay words, and what is wrong is named."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import re
import subprocess
import sys
from datetime import UTC, date, datetime
from time import monotonic
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from bot.errors import Refusal
from bot.exporting import kinds, pages, tables
from bot.exporting.document import Document, Kept, Said, Step
from bot.exporting.rows import UNSEEN
from bot.goals.titles import one_line
from bot.measure import Measure
from bot.messages import Address, Reply
from bot.models import Confidence, GoalState, Intensity, MilestoneState
from tests.house import buttons
from tests.workspace import takes_part, with_a_goal

if TYPE_CHECKING:
    from pathlib import Path

    from tests.house import House

FORMULAS = ("=1+1", "+49 30 1234", "-5 kg", "@SUM(A1)", "\tx", "\rx", "'=1", "''", "'", '=HYPERLINK("http://x","y")')
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)

texts = st.one_of(
    st.sampled_from(FORMULAS), st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=40)
)
moments = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
numbers = st.one_of(st.none(), st.floats(allow_nan=False, allow_infinity=False))
dated = {
    "due_on": st.none() | days,
    "due_at": st.none() | st.times(),
    "due_zone": st.sampled_from([None, "Europe/Lisbon"]),
    "due_said": texts,
    "dated_at": st.none() | moments,
}
steps = st.builds(
    Step,
    title=texts.filter(one_line),
    value=numbers,
    state=st.sampled_from([one for one in MilestoneState if one is not MilestoneState.withdrawn]),
    created_at=moments,
    ended_at=st.none() | moments,
    **dated,
)
said = st.builds(
    Said,
    on=days,
    at=moments,
    value=numbers,
    confidence=st.none() | st.sampled_from(list(Confidence)),
    note=texts,
    blocker=texts,
)
goals = st.builds(
    Kept,
    number=st.just(1),
    title=texts.filter(one_line),
    state=st.sampled_from([one for one in GoalState if one is not GoalState.withdrawn]),
    reason=texts,
    wording=texts,
    measure=st.none()
    | st.builds(Measure, kind=st.just("number"), start=numbers, target=numbers, unit=st.none() | texts),
    rhythm=st.sampled_from(["", "FREQ=WEEKLY;BYDAY=MO"]),
    rhythm_from=st.none() | days,
    obstacle=texts,
    response=texts,
    leaving=st.booleans(),
    confided=st.booleans(),
    misread=texts,
    intensity=st.sampled_from(list(Intensity)),
    created_at=moments,
    ended_at=st.none() | moments,
    archived_at=st.none() | moments,
    milestones=st.lists(steps, max_size=3).map(tuple),
    checkins=st.lists(said, max_size=3).map(tuple),
    **dated,
)
documents = st.lists(goals, max_size=4).map(
    lambda some: Document(
        milepost=1,
        goals=tuple(one.model_copy(update={"number": n, "under": n - 1 or None}) for n, one in enumerate(some, 1)),
    )
)


@given(texts)
def test_a_cell_is_never_a_formula_and_comes_back_as_it_was(text: str) -> None:
    assert not tables.safe(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert tables.restored(tables.safe(text)) == text


@pytest.mark.slow
@settings(max_examples=150, deadline=None)
@given(documents)
def test_what_was_written_is_read_back_whole(document: Document) -> None:
    assert tables.read(tables.write(document)) == document
    assert kinds.read(document.model_dump_json(indent=1, exclude_defaults=True)) == document


@settings(max_examples=50, deadline=None)
@given(documents)
def test_every_cell_of_a_table_is_harmless(document: Document) -> None:
    rows = csv.DictReader(io.StringIO(tables.write(document).removeprefix("\ufeff"), newline=""))

    risky = [
        cell
        for row in rows
        for name, cell in row.items()
        if cell.startswith(("=", "+", "-", "@", "\t", "\r")) and name != "value"
    ]

    assert risky == []


async def test_a_calendar_has_what_is_ahead_with_its_words_and_days(house: House) -> None:
    for line in (
        "new Ship it by: 2027-03-31 why: my grandmother",
        "milestone add 1 Draft, with: commas by: 2027-02-01 9:30",
        "new Over by: 2027-01-01",
        "done 2",
        "new Read 24 books by: Q3",
        "new Hand in my notice by: 2027-06-30",
    ):
        await house.says("alice", line)

    answer = await house.says("alice", "export as: ical")
    assert answer.file is not None
    read = Calendar.from_ical(answer.file.text)
    found = {str(entry["summary"]): entry.decoded("dtstart") for entry in read.walk("VEVENT")}

    assert found == {
        "Ship it": date(2027, 3, 31),
        "Draft, with: commas (Ship it)": datetime(2027, 2, 1, 9, 30, tzinfo=UTC),
        "Read 24 books (Q3)": date(2027, 9, 30),
        "Hand in my notice": date(2027, 6, 30),
    }
    assert answer.note == "Goals about leaving your employer are in it: keep it where only you read."


def test_a_page_shows_words_as_words() -> None:
    said = (Said(on=date(2026, 11, 1), at=NOW, value=3), Said(on=date(2026, 11, 2), at=NOW))
    goal = Kept(number=1, title="# Not a *heading*", created_at=NOW, checkins=said)

    page = pages.write(Document(milepost=1, goals=(goal,)), {})

    assert "## 1 # Not a \\*heading\\*" in page
    assert "- 2026-11-01: 3\n- 2026-11-02: still on it" in page


async def file_of(house: House, name: str, words: str = "export") -> str:
    answer = await house.says(name, words)
    assert isinstance(answer, Reply)
    assert answer.file is not None
    assert answer.private
    return answer.file.text


async def test_a_page_tells_how_a_goal_is_counted_and_how_far_it_has_come(house: House) -> None:
    for line in (
        "new Read 24 books in 2027",
        "checkin 1 2 note: Middlemarch and Emma",
        "milestone add 1 First six by: 2027-03-31 value: 6",
        "new Run twice a week",
        "checkin 2 1",
        "new Cut p95 latency from 800 to 300 ms",
        "checkin 3 650.5",
        "new Call Bob",
    ):
        await house.says("alice", line)

    page = await file_of(house, "alice", "export as: markdown")
    read, run, cut, call = re.split(r"^## ", page, flags=re.MULTILINE)[1:]

    assert "- Counted: 24 books" in read
    assert "- So far: 2 of 24 books, 0 of 1 milestones done, 8 %" in read
    assert "- [ ] First six (2027-03-31) (6 books)" in read
    assert ": 2 books; Middlemarch and Emma" in read
    assert "- Counted: twice a week" in run
    assert ": 1 time\n" in run
    assert ": 650.5 ms" in cut
    assert "Counted" not in call
    assert "So far" not in call


@pytest.mark.parametrize(
    ("as_", "has_reason", "warned"),
    [
        ("json", True, True),
        ("csv", True, True),
        ("markdown", True, True),
        ("ical", True, False),
        ("json", False, False),
        ("markdown", False, False),
    ],
)
async def test_a_file_is_said_to_hold_reasons_where_it_does(
    house: House, as_: str, *, has_reason: bool, warned: bool
) -> None:
    await house.says("alice", f"new Ship it by: 2027-03-31{' why: my grandmother' if has_reason else ''}")

    answer = await house.says("alice", f"export as: {as_}")

    assert answer.file is not None
    assert ("grandmother" in answer.file.text) is warned
    assert ("Your reasons are in it" in answer.note) is warned


async def imports(house: House, name: str, text: str) -> Reply:
    answer = await house.asks(name, command="import", values={"file": text})
    assert isinstance(answer, Reply), answer
    return answer


async def a_working_life(house: House) -> None:
    for line in (
        "new Reach C1 in Spanish by: 2028-06-30 why: my grandmother",
        "new Read 24 books in 2027 under: 1",
        "new =SUM(A1) by: 2027-05-01",
        "milestone add 2 First six by: 2027-03-31 value: 6",
        "milestone add 2 'Twelve' by: 2027-06-30",
        "checkin 2 5 note: -5 on my list",
        "checkin 3 confidence: at risk blocker: @finance",
        "drop 3 because: no time",
    ):
        await house.says("alice", line)


@pytest.mark.parametrize("as_", ["json", "csv"])
async def test_goals_move_to_another_person_whole_and_can_be_taken_back(house: House, as_: str) -> None:
    await a_working_life(house)
    before = kinds.read(await file_of(house, "alice", f"export as: {as_}"))

    answer = await imports(house, "bob", await file_of(house, "alice", f"export as: {as_}"))
    after = kinds.read(await file_of(house, "bob", f"export as: {as_}"))
    again = await imports(house, "bob", await file_of(house, "alice", f"export as: {as_}"))
    undone = await house.reads("bob", buttons(answer)["Undo"])

    assert len(before.goals) == 3
    assert "That was: “Reach C1 in Spanish”; “Read 24 books”; “=SUM(A1)”" in undone
    assert after.goals == before.goals
    assert again.title == "Nothing was imported"
    assert (await house.says("bob", "export")).title == "There is nothing to export yet"


async def test_an_imported_goal_is_asked_about_like_any_other(house: House) -> None:
    await a_working_life(house)
    await imports(house, "bob", await file_of(house, "alice"))

    planned = await house.says("bob", "next")

    assert "First six" in "".join(section.text + str(section.fields) for section in planned.sections)


async def test_nobody_finds_another_persons_goals_in_their_file(house: House) -> None:
    await a_working_life(house)
    await house.says("bob", "new Learn to juggle by: 2027-05-01")

    assert [goal.title for goal in kinds.read(await file_of(house, "bob")).goals] == ["Learn to juggle"]


def test_a_long_file_with_zones_is_read_at_once() -> None:
    """Looking up which zones there are takes a hundredth of a second: it is done once, not for each."""
    dated = {"title": "Ship it", "due_on": "2027-03-31", "due_zone": "Europe/Lisbon"}
    goals = [{"number": number, **dated} for number in range(1, 1001)]
    begun = monotonic()

    document = kinds.read(json.dumps({"milepost": 1, "goals": goals}))

    assert len(document.goals) == 1000
    assert monotonic() - begun < 5


def a_road(*ends: int | None) -> str:
    """Return a file of goals, numbered from 1, each under the one of `ends` in its place."""
    goals = [{"number": number, "title": "Read", "under": end} for number, end in enumerate(ends, 1)]
    return json.dumps({"milepost": 1, "goals": goals})


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "EOF while parsing"),
        ('{"milepost": 2, "goals": []}', "at milepost"),
        (
            '{"milepost": 1, "goals": [{"number": 1, "title": "", "created_at": "2026-01-01T00:00:00Z"}]}',
            "goals → 1 → title: I see no words there",
        ),
        ('{"milepost": 1, "goals": [{"number": 1, "title": "\\u200b\\n"}]}', "I see no words there"),
        (a_road(2, 3, 2), "goal 2 is under itself"),
        (a_road(2, 4, None), "goal 2 is under goal 4, which is not in the file"),
        ("name,age\nAna,40", "no file of goals"),
        ("row,number,age\ngoal,1,40", "These are not the columns that I write: age"),
        ("not json", "That is no file of goals: neither JSON nor a table."),
        ('"', "That is no file of goals: neither JSON nor a table."),
        ("row,number,title\nholiday,1,x", "Line 2"),
        ("row,number,title\nmilestone,7,x", "no goal 7"),
        ("row,number,title\ngoal,1,x,y", "as many cells"),
        ("row,number,title,due_on\ngoal,1,x,32 May", "due_on"),
    ],
)
def test_a_file_that_is_none_is_refused_with_the_place(text: str, said: str) -> None:
    with pytest.raises(Refusal) as refused:
        kinds.read(text)

    assert said in f"{refused.value.message} {refused.value.hint}"


async def test_what_no_title_and_no_words_can_hold_is_left_out_of_a_file(house: House) -> None:
    """NUL comes in as an escape, past what is taken out of what people type; PostgreSQL cannot keep it."""
    goal = {"number": 1, "title": " Ship\nthe\x00 \u202eAPI", "reason": "for\x00 a rise"}

    imported = await house.reads("alice", f"import {json.dumps({'milepost': 1, 'goals': [goal]})}")

    assert "1 Ship the API" in imported
    assert "for a rise" in await house.reads("alice", "show 1")


@pytest.mark.slow
async def test_an_operator_sets_the_goals_of_a_long_file_for_somebody(house: House, tmp_path: Path) -> None:
    await a_working_life(house)
    file = tmp_path / "goals.csv"
    file.write_bytes((await file_of(house, "alice", "export as: csv")).encode())
    await house.says("bob", "help")

    url = house.database.engine.url

    def bring_in(person: str) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "DATABASE_URL": url.set(drivername=url.get_backend_name()).render_as_string(hide_password=False),
        }
        command = [sys.executable, "-m", "bot", "import", str(file), "--for", person]
        return subprocess.run(command, capture_output=True, text=True, env=environment, check=False)

    stranger, done = await asyncio.to_thread(bring_in, "test::nobody"), await asyncio.to_thread(bring_in, "test::bob")

    assert (stranger.returncode, stranger.stdout.strip()) == (1, "Nobody called nobody has talked to me there yet")
    assert (done.returncode, done.stdout.splitlines()[0]) == (0, "Imported 3 goals")
    assert len(kinds.read(await file_of(house, "bob")).goals) == 3


async def test_the_example_of_the_help_can_be_pasted(house: House) -> None:
    """A file that was written by hand says no more than what the goals are; twice it sets them once."""
    file = '{"milepost": 1, "goals": [{"number": 1, "title": "Read 24 books", "due_on": "2026-11-25"}]}'

    first = await house.says("ana", f"import {file}")
    second = await house.says("ana", f"import {file}")
    await house.passes(days=2)

    assert first.title == "Imported 1 goal"
    assert second.title == "Nothing was imported"
    assert [reply.title for reply in house.postbox.to("ana")] == ["Goal 1 is due: Read 24 books"]


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY", "FREQ=DAILY;INTERVAL=0", "FREQ=DAILY;BYHOUR=9,17",
        "RRULE:FREQ=DAILY", "FREQ=DAILY;BYHOUR=24", "DTSTART:20260101\nFREQ=DAILY", "FREQ=WEEKLY;BYDAY=XX", "BYDAY=MO",
    ],
)  # fmt: skip
async def test_a_rhythm_that_nobody_could_type_is_refused(house: House, rule: str) -> None:
    """One that beats by the second would hold up everybody."""
    goal = {"number": 1, "title": "Read", "state": "paused", "rhythm": rule, "created_at": "2026-01-01T00:00:00Z"}

    said = await house.says("ana", f"import {json.dumps({'milepost': 1, 'goals': [goal]})}")

    assert "I can't read that file" in said.title
    assert (await house.says("ana", "list")).title != "Your goals"


async def test_an_export_has_the_words_of_a_goal_of_others_only_as_long_as_they_may_be_seen(house: House) -> None:
    there: dict[str, Any] = {"realm": "T1", "place": Address("test", "T1", "C1")}
    await with_a_goal(house)
    await takes_part(house, "ben", "owner")
    await house.says("ben", "checkin billing note: half of it", realm="T1")
    await house.says("ana", "new Resolve 200 tickets for: team", **there)
    await house.says("ben", "checkin tickets 3", **there)

    async def told(**more: Any) -> list[tuple[str, str]]:
        answer = await house.says("ben", "export", **{"realm": "T1", **more})
        assert answer.file is not None
        return [(one.goal, one.note) for one in kinds.read(answer.file.text).elsewhere]

    shared, in_the_channel = await told(), await told(**there)
    await house.says("ana", "unshare 1", realm="T1")
    await house.says("ana", "alter 1 to: Quit my job at Acme by June", realm="T1")

    assert in_the_channel == [("Ship the billing API", "half of it"), ("Resolve 200 tickets", "")]
    assert shared == [("Ship the billing API", "half of it"), (UNSEEN, "")]
    assert await told() == [(UNSEEN, "half of it"), (UNSEEN, "")]


@pytest.mark.parametrize(
    "line", ["settings days: mon-thu", "settings zone: Asia/Tokyo", "away 2026-12-21 to 2026-12-31"]
)
async def test_who_has_set_no_goal_exports_their_settings_and_days_off(house: House, line: str) -> None:
    await house.says("ana", "help")
    nothing = await house.says("ana", "export")
    await house.says("ana", line)

    answer = await house.says("ana", "export")
    table = await house.says("ana", "export as: csv")

    assert nothing.title == "There is nothing to export yet"
    assert answer.file is not None
    assert answer.sections[0].text == "Your settings and days off are in it to read."
    kept = json.loads(answer.file.text)
    assert kept["me"]["work_days"] == ("0123" if "days" in line else "01234")
    assert kept["me"]["zone"] == ("Asia/Tokyo" if "zone" in line else "Europe/Lisbon")
    assert bool(kept.get("away")) is line.startswith("away")
    assert (table.title, table.file) == ("There is nothing to export in this format", None)
    assert buttons(table) == {"Export as JSON": "export"}

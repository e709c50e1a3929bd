"""Export and erase reach every table: a table or a column that is new has to be thought of here, or this fails.

What belongs to a person goes along the foreign keys by itself. Rows that stay for colleagues are the ones to think of:
whatever may hold somebody's words or ids in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import Boolean, Date, DateTime, Enum, Float, Integer, Time
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import UTCDateTime

from bot.exporting.document import Elsewhere, Kept, Mine, Off, Step, Value
from bot.forgetting.log import WORDS
from bot.forgetting.reaching import LET_GO, references
from bot.storage.recording import TABLES

if TYPE_CHECKING:
    from sqlalchemy import Column, Table

OF_NOBODY = {"seen": "numbers of deliveries, as a platform gives them or hashed, and gone after a while"}
"""Tables in which nothing is anybody's."""
STAYS = {
    "goal": {
        "person_id": "whoever goes on with it",
        "title": "stays, as colleagues read it",
        "wording": "stays with a co-owner, who read it; a team's becomes the title",
        "reason": "emptied",
        "obstacle": "emptied",
        "response": "emptied",
        "misread": "cut down to the words that stay",
        "elements": "stays: keys of a list that is the same for everybody",
        "measure": "stays, with its unit: the goal is counted so",
        "due_said": "stays: the words of a rough date, such as Q3",
        "due_zone": "stays: a time with a zone of its own",
        "later_zone": "stays likewise",
        "rhythm": "stays: a rule",
        "asking": "stays: a rule",
        "platform": "the channel's",
        "realm": "the channel's",
        "channel": "the channel's",
    },
    "milestone": {
        "title": "stays, unless nobody else may read it: then the milestone goes",
        "due_said": "stays, as a goal's",
        "due_zone": "stays, as a goal's",
        "later_zone": "stays, as a goal's",
    },
    "checkin": {"person_id": "somebody who left, where a number stays", "note": "emptied", "blocker": "emptied"},
    "change": {
        "person_id": "only those of others stay",
        "summary": "without the name, and without titles that are no more",
        "reason": "that of whoever changed it",
        "edits": "without what refers to rows that went, and without words that others replaced",
    },
    "nudge": {
        "person_id": "whoever goes on with the goal; somebody who left for a digest, and for what is taken down",
        "subject": "a row that stays, or the number of what was celebrated",
        "occurrence": "a date or a rule",
        "platform": "the channel's",
        "realm": "the channel's",
        "channel": "the channel's",
        "lease": "ours",
    },
    "delivery": {
        "person_id": "somebody who left, where a channel was asked",
        "user_id": "emptied",
        "key": "ours",
        "receipt": "the platform's number of a message in the channel",
        "platform": "the channel's",
        "realm": "the channel's",
        "channel": "the channel's",
    },
    "ledger": {"step": "ours", "words": "as others read them, and answers without the name"},
    "team": {
        "person_id": "somebody who left",
        "platform": "the channel's",
        "realm": "the channel's",
        "channel": "the channel's",
        "zone": "the channel's: by which its digest is posted",
        "rhythm": "the channel's: a rule",
        "shows": "the channel's",
    },
}
"""Tables of which rows stay that somebody wrote in who was forgotten, and what becomes of what may tell of them."""
ALWAYS_GOES = {"person", "account", "time_off", "share", "snooze", "feed", "celebration", "cheer"}
"""Tables of which all rows go that are somebody's, by their foreign keys."""
EXPORTED: dict[str, type[Value]] = {
    "goal": Kept,
    "milestone": Step,
    "checkin": Elsewhere,
    "person": Mine,
    "time_off": Off,
}
NOT_EXPORTED = {
    "person": {
        "id": "ours",
        "zone_settled": "whether they were asked for their zone",
        "zone_chosen": "whether a profile may change it",
        "goals_numbered": "follows from the goals",
        "created_at": "when we met; their first goal tells",
    },
    "time_off": {"id": "ours", "person_id": "theirs, all of them", "state": "only what is planned"},
    "goal": {
        **dict.fromkeys(("id", "person_id", "parent_id"), "ours; a parent is told by its number"),
        **dict.fromkeys(("audience", "platform", "realm", "channel", "team", "nudges_channel"), "agreed with others"),
        **dict.fromkeys(("later_on", "later_at", "later_zone", "later_given"), "over in some days"),
        "milestones_numbered": "follows from the milestones",
    },
    "milestone": {
        **dict.fromkeys(("id", "goal_id", "number", "place"), "ours; they stand below their goal, in their order"),
        **dict.fromkeys(("later_on", "later_at", "later_zone", "later_given"), "over in some days"),
    },
    "checkin": {
        **dict.fromkeys(("id", "goal_id", "person_id", "milestone_id"), "ours; they stand below their goal"),
        "state": "only what was not taken back",
    },
    "account": "how a platform calls them, which they know",
    "share": "agreed with others, who are named in it",
    "snooze": "over in some days",
    "celebration": "told in a channel; the goal says that it was reached",
    "cheer": "applause for others",
    "feed": "an address that is kept as a hash; feed makes a new one",
    "team": "the channel's",
    "change": "how the goals came to be what they are; history shows it",
    "nudge": "what was asked; its answers are the check-ins",
    "delivery": "messages that they have",
    "ledger": "how these were sent; why shows it",
    "seen": "nobody's",
}
"""What no export holds, and why: a whole table, or columns of one."""


def tables() -> dict[str, Table]:
    return dict(SQLModel.metadata.tables)


def may_tell(column: Column[object]) -> bool:
    """Tell whether a column may hold somebody's words, or who they are."""
    if any(key.column.table.name == "person" for key in column.foreign_keys):
        return True
    return not isinstance(column.type, Boolean | Date | DateTime | Enum | Float | Integer | Time | UTCDateTime)


def test_every_table_is_reached_from_a_person() -> None:
    found = {"person"}
    for table in SQLModel.metadata.sorted_tables:
        ways = [to for column, to in references(table) if (table.name, column.name) not in LET_GO]
        found |= {table.name} if found.intersection(ways) else set()

    assert tables().keys() - found == OF_NOBODY.keys()


def test_what_may_tell_of_somebody_in_rows_that_stay_was_thought_of() -> None:
    assert tables().keys() == STAYS.keys() | ALWAYS_GOES | OF_NOBODY.keys()
    for name, known in STAYS.items():
        assert {column.name for column in tables()[name].c if may_tell(column)} == known.keys(), name


def test_what_goes_always_refers_to_its_person() -> None:
    for name in ALWAYS_GOES - {"person"}:
        assert "person" in {to for _, to in references(tables()[name])}, name


def test_every_column_of_words_is_taken_out_of_the_log() -> None:
    logged = {name for name in TABLES if name in STAYS and name != "team"}
    words = {column.name for name in logged for column in tables()[name].c if may_tell(column)}
    ours = {"person_id", "platform", "realm", "channel", "rhythm", "asking", "due_zone", "later_zone"}

    assert words - WORDS == ours


def test_every_column_is_exported_or_it_is_said_why_not() -> None:
    assert tables().keys() == EXPORTED.keys() | NOT_EXPORTED.keys()
    for name, value in EXPORTED.items():
        columns = {column.name for column in tables()[name].c}
        left_out = NOT_EXPORTED.get(name, {})

        assert columns - value.model_fields.keys() == set(left_out), name

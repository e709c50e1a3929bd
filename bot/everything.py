"""Everything that people can ask: the commands of all rooms, each a leaf that nothing else imports."""

from __future__ import annotations

from bot.catalogue import Commands
from bot.celebrations import commands as cheering
from bot.checkins import commands as checkins
from bot.coach import commands as coach
from bot.exporting import commands as exporting
from bot.feeds import commands as feeding
from bot.forgetting import commands as forgetting
from bot.goals import commands as goals
from bot.goals import leaving_commands as leaving
from bot.goals import look_commands as looking
from bot.goals import reason_commands as withholding
from bot.help import commands as helping
from bot.history import commands as history
from bot.life import commands as life
from bot.milestones import commands as milestones
from bot.milestones import split_commands as splitting
from bot.nudges import answer_commands as answering
from bot.nudges import commands as nudges
from bot.people import commands as people
from bot.roads import commands as roads
from bot.sharing import commands as sharing
from bot.sharing import offer_commands as offers
from bot.teams import commands as teams


def all_commands() -> Commands:
    """Return everything that people can ask, in the order in which help shows it."""
    return Commands(
        *(goals, withholding, leaving, looking, life, milestones, splitting, checkins, roads, history),
        *(nudges, answering, coach, sharing, offers, teams, people, exporting, feeding, cheering, forgetting, helping),
    )

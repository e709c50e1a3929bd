"""The tables: one noun a file."""

from bot.models.celebration import Celebration, CelebrationState, Cheer, CheerState
from bot.models.change import Change, Edit
from bot.models.checkin import Checkin, CheckinState, Confidence
from bot.models.feed import Feed
from bot.models.goal import Audience, Goal, GoalState, Intensity
from bot.models.inbox import Seen
from bot.models.milestone import Milestone, MilestoneState
from bot.models.nudge import Delivery, DeliveryState, LedgerEntry, Nudge, NudgeKey, NudgeState
from bot.models.person import Account, Celebrates, Person, Roll, TimeOff, TimeOffState
from bot.models.share import Role, Share, ShareState
from bot.models.snooze import Snooze, SnoozeState
from bot.models.team import Team, TeamState

__all__ = [
    "Account",
    "Audience",
    "Celebrates",
    "Celebration",
    "CelebrationState",
    "Change",
    "Checkin",
    "CheckinState",
    "Cheer",
    "CheerState",
    "Confidence",
    "Delivery",
    "DeliveryState",
    "Edit",
    "Feed",
    "Goal",
    "GoalState",
    "Intensity",
    "LedgerEntry",
    "Milestone",
    "MilestoneState",
    "Nudge",
    "NudgeKey",
    "NudgeState",
    "Person",
    "Role",
    "Roll",
    "Seen",
    "Share",
    "ShareState",
    "Snooze",
    "SnoozeState",
    "Team",
    "TeamState",
    "TimeOff",
    "TimeOffState",
]

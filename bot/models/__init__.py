"""The tables: one noun a file."""

from bot.models.change import Change
from bot.models.goal import Goal, GoalState
from bot.models.inbox import Seen
from bot.models.milestone import Milestone, MilestoneState
from bot.models.nudge import Delivery, DeliveryState, LedgerEntry, Nudge, NudgeState
from bot.models.person import Account, Person

__all__ = [
    "Account",
    "Change",
    "Delivery",
    "DeliveryState",
    "Goal",
    "GoalState",
    "LedgerEntry",
    "Milestone",
    "MilestoneState",
    "Nudge",
    "NudgeState",
    "Person",
    "Seen",
]

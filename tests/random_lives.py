"""How random lives beside a model are lived: the same ones each time, unless more are asked for."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

if TYPE_CHECKING:
    from hypothesis.stateful import RuleBasedStateMachine

_USUAL = 20
RUNS = int(os.environ.get("MILEPOST_MACHINE_RUNS", _USUAL))
"""Lives of each kind: `make fuzz` asks for five hundred."""


def live(machine: type[RuleBasedStateMachine], *, steps: int, runs: int = RUNS) -> None:
    """Live `runs` random lives of `steps` steps; what fails is printed as the steps that led there."""
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            derandomize=RUNS == _USUAL,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            phases=[Phase.generate],
            database=None,
        ),
    )

"""The numbers of one process, by the names that Prometheus knows them by (docs/decisions/0029)."""

from __future__ import annotations

from itertools import product
from platform import python_version
from typing import TYPE_CHECKING, Generic, TypeVar

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, disable_created_metrics, generate_latest
from prometheus_client.metrics import MetricWrapperBase
from prometheus_client.process_collector import ProcessCollector

from bot.metrics.events import Answered, Became, Ending, Failed, Logged, Nudged, Slowed, Trouble

if TYPE_CHECKING:
    from collections.abc import Collection

    from bot.metrics.events import Event
    from bot.metrics.looks import Looked

Metric = TypeVar("Metric", bound=MetricWrapperBase)

_LATE_SECONDS = (1, 5, 15, 60, 300, 900, 3600, 14400, 86400)
_ANSWER_SECONDS = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5)
_NUDGES = {
    Became.sent: ("sent", "Nudges that arrived, by the platform's word."),
    Became.retried: ("retried", "Tries to send a nudge that failed and are made again."),
    Became.given_up: ("given_up", "Nudges that were given up; `python -m bot failing` lists them."),
    Became.dropped: ("dropped", "Nudges not sent when their moment came: answered, not called for, or too old."),
    Became.maybe_doubled: ("maybe_doubled", "Nudges sent again without knowing whether the first try arrived."),
}


class _Family(dict[tuple[str, ...], Metric], Generic[Metric]):
    """The members of one metric by the values of its labels; finding one costs no more than a look into a dict."""

    def __init__(self, metric: Metric) -> None:
        super().__init__()
        self._metric = metric

    def __missing__(self, labels: tuple[str, ...]) -> Metric:
        member = self[labels] = self._metric.labels(*labels)
        return member

    def begin(self, *values: Collection[str]) -> None:
        """Show every combination of label `values` from now on: a rate needs a zero to begin from."""
        for labels in product(*values):
            self[labels]

    def forget(self) -> None:
        """Show nothing: what is not known is not told."""
        self._metric.clear()
        self.clear()


class Metrics:
    """Counts the events of one process, in a registry of its own."""

    def __init__(self, *, version: str, role: str) -> None:
        # When each counter began says less than when the process did, and would double what is sent.
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._nudges = {
            became: _Family(Counter(f"milepost_nudges_{name}", told, ["platform"], registry=self._registry))
            for became, (name, told) in _NUDGES.items()
        }
        self._late = _Family(
            Histogram(
                "milepost_nudge_lateness_seconds",
                "From when a nudge was due to when it was sent; quiet hours and days off count.",
                ["platform"],
                buckets=_LATE_SECONDS,
                registry=self._registry,
            )
        )
        self._commands = self._counter("milepost_commands", "Requests of people, by how they ended.", "outcome")
        self._took = _Family(
            Histogram(
                "milepost_command_duration_seconds",
                "How long it took to answer a request, without the way to the platform and back.",
                ["platform"],
                buckets=_ANSWER_SECONDS,
                registry=self._registry,
            )
        )
        self._slowed = self._counter("milepost_rate_limited", "Requests of people who asked for too much at once.")
        self._failed = self._counter("milepost_platform_errors", "Calls to a platform that failed.", "kind")
        logged = Counter("milepost_logged", "Warnings and errors in the log.", ["level"], registry=self._registry)
        self._logged = _Family(logged)
        self._due = self._gauge("milepost_outbox_due", "Nudges that are due and that nobody has taken yet.")
        self._oldest = self._gauge("milepost_outbox_oldest_due_age_seconds", "For how long the oldest of them waits.")
        self._connected = self._gauge("milepost_connected", "1 while the platform is connected, 0 while it is not.")
        self._database = Gauge(
            "milepost_database_up", "1 if the database answered, 0 if it did not.", registry=self._registry
        )
        build = Gauge("milepost_build_info", "What runs.", ["version", "python", "role"], registry=self._registry)
        build.labels(version, python_version(), role).set(1)
        self._logged.begin(["warning", "error"])

    def begin(self, platforms: Collection[str]) -> None:
        """Show what is counted of these platforms from now on, at zero."""
        for nudges in self._nudges.values():
            nudges.begin(platforms)
        for histogram in (self._late, self._took):
            histogram.begin(platforms)
        self._slowed.begin(platforms)
        self._commands.begin(platforms, list(Ending))
        self._failed.begin(platforms, list(Trouble))

    def __call__(self, event: Event) -> None:
        """Count an event."""
        match event:
            case Nudged(platform, became, late):
                self._nudges[became][platform,].inc()
                if late is not None:
                    self._late[platform,].observe(max(late.total_seconds(), 0))
            case Answered(platform, ending, seconds):
                self._commands[platform, ending].inc()
                self._took[platform,].observe(seconds)
            case Slowed(platform):
                self._slowed[platform,].inc()
            case Failed(platform, trouble):
                self._failed[platform, trouble].inc()
            case Logged(level):
                self._logged[level,].inc()

    def text(self, looked: Looked) -> bytes:
        """Return all numbers as Prometheus reads them, with what was just `looked` up."""
        for family in (self._due, self._oldest, self._connected):
            family.forget()
        self._database.set(looked.waiting is not None)
        for platform, waiting in (looked.waiting or {}).items():
            self._due[platform,].set(waiting.due)
            self._oldest[platform,].set(waiting.oldest.total_seconds())
        for platform, is_connected in looked.connected.items():
            self._connected[platform,].set(is_connected)
        return generate_latest(self._registry)

    def _counter(self, name: str, told: str, *labels: str) -> _Family[Counter]:
        return _Family(Counter(name, told, ["platform", *labels], registry=self._registry))

    def _gauge(self, name: str, told: str) -> _Family[Gauge]:
        return _Family(Gauge(name, told, ["platform"], registry=self._registry))

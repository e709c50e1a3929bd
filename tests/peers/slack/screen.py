"""A modal or the home tab as one person sees it and fills it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import payloads, reading
from .blocks import elements_of
from .errors import NotThereError, RefusedError
from .inputs import entered, missing, options_of, shown_value, state_of
from .message import find_button
from .views import close_top, take_submission

if TYPE_CHECKING:
    from .doing import Doing
    from .feed import Sighting
    from .person import Person
    from .workspace import View

TROUBLE = "We had some trouble connecting. Try again?"


@dataclass(frozen=True)
class Screen:
    """Always shows the view as it stands now."""

    person: Person
    view: View

    @property
    def blocks(self) -> list[dict[str, Any]]:
        blocks: list[dict[str, Any]] = self.view.body["blocks"]
        return blocks

    @property
    def title(self) -> str:
        return str((self.view.body.get("title") or {}).get("text", ""))

    @property
    def submit_label(self) -> str:
        return str((self.view.body.get("submit") or {}).get("text", ""))

    @property
    def plain(self) -> str:
        words = reading.words_of(self.blocks, self.person.team.name_of)
        return "\n".join(line for line in (self.title, words) if line)

    @property
    def buttons(self) -> tuple[str, ...]:
        return tuple(label for label, _, _ in reading.labelled(self.blocks))

    @property
    def fields(self) -> tuple[str, ...]:
        """The labels of the fields, in order."""
        return tuple(block["label"]["text"] for block in self._inputs())

    @property
    def required(self) -> tuple[str, ...]:
        return tuple(block["label"]["text"] for block in self._inputs() if not block.get("optional"))

    @property
    def values(self) -> dict[str, Any]:
        """What stands in each field, by its label."""
        return {block["label"]["text"]: shown_value(block["element"], self._state(block)) for block in self._inputs()}

    @property
    def choices(self) -> dict[str, tuple[str, ...]]:
        """What each field with options offers, by its label."""
        return {
            block["label"]["text"]: tuple(one["text"]["text"] for one in options_of(block["element"]))
            for block in self._inputs()
            if options_of(block["element"])
        }

    @property
    def errors(self) -> dict[str, str]:
        """What is said under the fields, by label."""
        labels = {block["block_id"]: block["label"]["text"] for block in self._inputs()}
        return {labels[block_id]: words for block_id, words in self.view.errors.items()}

    @property
    def trouble(self) -> str:
        return self.view.trouble

    @property
    def is_open(self) -> bool:
        return self.view in self.person.team.modals.get(self.person.id, [])

    def _inputs(self) -> list[dict[str, Any]]:
        return [block for block in self.blocks if block["type"] == "input"]

    def _state(self, block: dict[str, Any]) -> dict[str, Any]:
        state: dict[str, Any] = self.view.values[block["block_id"]][block["element"]["action_id"]]
        return state

    def fill(self, answers: dict[str, Any]) -> None:
        """Put answers into fields, by label, without submitting them."""
        for label, answer in answers.items():
            block = next((one for one in self._inputs() if one["label"]["text"] == label), None)
            if block is None:
                raise NotThereError(f"No field is called {label!r}; there are {list(self.fields)}.")
            element = block["element"]
            state = state_of(element, entered(element, answer))
            self.view.values[block["block_id"]][element["action_id"]] = state

    def submit(self, answers: dict[str, Any] | None = None) -> Doing:
        """Fill in and press the submit button; Slack itself holds back what is required and missing."""
        person, view = self.person, self.view
        if not self.is_open:
            raise NotThereError("This modal is not open any more.")
        if not self.submit_label:
            raise NotThereError("This modal has no submit button.")
        self.fill(answers or {})
        act = person.service.act(person.team, person.id)
        act.view_id = view.id
        view.causes.add(act.id)

        async def perform() -> None:
            view.errors, view.trouble = self._held_back(), ""
            if view.errors:
                person.service.feed.show("modal", view, person.team.team_id, act.id)
                return
            ack = await person.sends(payloads.submission(person.service, act, view))
            trouble = ack.error
            if ack.ok:
                try:
                    take_submission(person.service, act, view, ack.payload)
                except RefusedError as refusal:
                    trouble = " ".join([refusal.error, *refusal.messages])
            if trouble:
                view.trouble = TROUBLE
                person.service.troubles.append(trouble)
                person.service.feed.show("modal", view, person.team.team_id, act.id)

        def answers_it(seen: Sighting) -> bool:
            return (bool(seen.cause) and seen.cause in view.causes) or person.is_news(seen)

        return person.does(f"{person.user.name} submitted {self.title!r}", perform, act, answers_it)

    def _held_back(self) -> dict[str, str]:
        found = {}
        for block in self._inputs():
            value = self._state(block)
            words = missing(block, next((inner for key, inner in value.items() if key != "type"), None))
            if words:
                found[block["block_id"]] = words
        return found

    async def close(self, *, everything: bool = False) -> None:
        """Close the modal with its cross or its close button; the bot hears of it if it asked to."""
        act = self.person.service.act(self.person.team, self.person.id)
        close_top(self.person.service, self.person.team, self.view, act.id, everything=everything)
        if self.view.body.get("notify_on_close"):
            payload = payloads.closing(self.person.service, act, self.view, cleared=everything)
            await self.person.sends(payload)

    def tap(self, label: str, *, near: str = "") -> Doing:
        """Press a button on this screen."""
        element, block = find_button(self.blocks, label, near, self.person.team.name_of)
        return self._act(f"tapping {label!r}", element, block, {})

    def choose(self, words: str) -> Doing:
        """Pick an entry of a menu that is not a field."""
        kinds = {"static_select", "overflow", "radio_buttons"}
        for block in self.blocks:
            for element in elements_of(block) if block["type"] != "input" else []:
                if element["type"] in kinds and words in [one["text"]["text"] for one in options_of(element)]:
                    chosen = {"selected_option": entered({**element, "type": "static_select"}, words)}
                    return self._act(f"choosing {words!r}", element, block, chosen)
        raise NotThereError(f"No menu offers {words!r}.")

    def _act(self, what: str, element: dict[str, Any], block: dict[str, Any], chosen: dict[str, Any]) -> Doing:
        person, view = self.person, self.view
        act = person.service.act(person.team, person.id)
        act.view_id = view.id
        if chosen and element["type"] != "overflow":
            state = state_of(element, chosen["selected_option"])
            view.values[block["block_id"]][element["action_id"]] = state
        done = payloads.action(element, block["block_id"], chosen, person.service.clock.stamp())

        def payload() -> dict[str, Any]:
            return payloads.view_action(person.service, act, view, done)

        return person.interacts(f"{person.user.name} was {what}", act, payload, lambda seen: seen.thing is view)

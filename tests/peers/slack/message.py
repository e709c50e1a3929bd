"""A message as one person sees it and handles it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from . import payloads, reading
from .errors import NotThereError
from .inputs import entered, initial_values, options_of, state_of
from .mrkdwn import Token, readable, tokens

if TYPE_CHECKING:
    from .doing import Doing
    from .person import Person
    from .workspace import Post, Version, Workspace


def words_of_post(post: Post, team: Workspace) -> str:
    """Read the blocks, or the text where there are none; then the attached files."""
    if post.now.blocks:
        words = reading.words_of(post.now.blocks, team.name_of)
    else:
        words = readable(post.now.text, team.name_of) if post.mrkdwn else post.now.text
    files = [str(file["title"]) for file in post.files]
    return "\n".join(line for line in [words, *files] if line)


def live_tokens(post: Post) -> list[Token]:
    """Everything in a message that pings, links or renders."""
    full = post.parse == "full"
    text = tokens(post.now.text, "text", names=full or post.link_names) if post.mrkdwn else []
    attached = reading.tokens_in(post.now.attachments, "/attachments")
    loose = [
        token
        for number, one in enumerate(post.now.attachments)
        for key in ("text", "pretext", "title", "fallback")
        for token in tokens(str(one.get(key, "")), f"/attachments/{number}/{key}")
    ]
    return [*text, *reading.tokens_in(post.now.blocks), *attached, *loose]


@dataclass(frozen=True)
class Message:
    """Always shows the message as it stands now, edits included."""

    person: Person
    post: Post

    @property
    def text(self) -> str:
        return self.post.now.text

    @property
    def blocks(self) -> list[dict[str, Any]]:
        return self.post.now.blocks

    @property
    def plain(self) -> str:
        return words_of_post(self.post, self.person.team)

    @property
    def buttons(self) -> tuple[str, ...]:
        """The labels of the buttons, in order."""
        return tuple(label for label, _, _ in reading.labelled(self.blocks))

    @property
    def pictures(self) -> dict[str, bytes]:
        """The pictures in it, by their alternative text."""
        uploads = self.person.service.uploads
        shown = [block for block in self.blocks if block["type"] == "image" and "slack_file" in block]
        return {block["alt_text"]: uploads[block["slack_file"]["id"]]["content"] for block in shown}

    @property
    def choices(self) -> tuple[str, ...]:
        """Everything on offer in menus, in order."""
        return tuple(option["text"]["text"] for _, element in self._menus() for option in options_of(element))

    @property
    def ephemeral(self) -> bool:
        return bool(self.post.only_for)

    @property
    def deleted(self) -> bool:
        return self.post.deleted

    @property
    def edits(self) -> tuple[Version, ...]:
        """What it said before, oldest first."""
        return tuple(self.post.versions[:-1])

    @property
    def live_tokens(self) -> list[Token]:
        return live_tokens(self.post)

    @property
    def from_bot(self) -> bool:
        return self.post.author == self.person.team.bot_user

    def _menus(self) -> list[tuple[dict[str, Any], dict[str, Any]]]:
        kinds = ("static_select", "overflow", "radio_buttons")
        return [(block, element) for kind in kinds for _, element, block in reading.labelled(self.blocks, kind)]

    def tap(self, label: str, *, near: str = "", stale: bool = False) -> Doing:
        """Press a button; `near` names words of its section, `stale` also finds it in an earlier version."""
        blocks = self.blocks
        if stale:
            versions = reversed(self.post.versions)
            blocks = next((one.blocks for one in versions if self._has(one.blocks, label)), blocks)
        element, block = find_button(blocks, label, near, self.person.team.name_of)
        return self._act(f"tapping {label!r}", element, block, {})

    def _has(self, blocks: list[dict[str, Any]], label: str) -> bool:
        return any(one == label for one, _, _ in reading.labelled(blocks))

    def choose(self, words: str) -> Doing:
        """Pick an entry of a menu by its words."""
        for block, element in self._menus():
            if any(option["text"]["text"] == words for option in options_of(element)):
                kind = {**element, "type": "static_select"}
                chosen = {"selected_option": entered(kind, words)}
                return self._act(f"choosing {words!r}", element, block, chosen)
        raise NotThereError(f"No menu offers {words!r}; there are {list(self.choices)}.")

    def _act(self, what: str, element: dict[str, Any], block: dict[str, Any], chosen: dict[str, Any]) -> Doing:
        person, post = self.person, self.post
        if not person.team.sees(person.id, post):
            raise NotThereError(f"{person.user.name} does not see this message.")
        act = person.service.act(person.team, person.id, post.channel, post)
        values = initial_values(post.now.blocks)
        if chosen and element["type"] != "overflow":
            values[block["block_id"]][element["action_id"]] = state_of(element, chosen["selected_option"])
        done = payloads.action(element, block["block_id"], chosen, person.service.clock.stamp())

        def payload() -> dict[str, Any]:
            return payloads.message_action(person.service, act, post, done, values)

        return person.interacts(f"{person.user.name} was {what}", act, payload, lambda seen: seen.thing is post)


def find_button(
    blocks: list[dict[str, Any]],
    label: str,
    near: str,
    name_of: Any,
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Find the one button with this label, closest to some words where there are several."""
    found = [(element, block) for one, element, block in reading.labelled(blocks) if one == label]
    if near:
        found = [pair for pair in found if near in _around(blocks, pair[1], name_of)]
    if len(found) == 1:
        return found[0]
    labels = [one for one, _, _ in reading.labelled(blocks)]
    if found:
        raise NotThereError(f"{len(found)} buttons say {label!r}; name words near the one you mean.")
    raise NotThereError(f"No button says {label!r}; there are {labels}.")


def _around(blocks: list[dict[str, Any]], block: dict[str, Any], name_of: Any) -> str:
    """Find the words of a button's own block, or those above its row."""
    own = reading.words_of([block], name_of)
    if own:
        return own
    for above in reversed(blocks[: blocks.index(block)]):
        if words := reading.words_of([above], name_of):
            return words
    return ""

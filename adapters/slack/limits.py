"""Slack's limits as one table, each with its source."""

from __future__ import annotations

from dataclasses import dataclass

_KIT = "docs.slack.dev/reference/block-kit/"
_VIEWS = "docs.slack.dev/reference/views"
UNDOCUMENTED = "undocumented"


@dataclass(frozen=True, slots=True)
class Limit:
    """How much of one thing Slack takes."""

    most: int
    source: str
    """Where it is documented, or `undocumented`."""


BLOCKS = Limit(50, _KIT + "blocks")
"""Blocks in a message; a modal or home takes 100, and never needs them."""
ALL_TEXT = Limit(10_000, UNDOCUMENTED)
"""Characters in all blocks together: from about 11,000 on Slack answers `msg_blocks_too_long`."""
FALLBACK = Limit(4_000, "docs.slack.dev/reference/methods/chat.update")
"""Characters in a message's `text`; chat.postMessage takes 40,000, but an update does not."""
HEADER = Limit(150, _KIT + "blocks/header-block")
RICH_TEXT = Limit(3_000, UNDOCUMENTED)
"""Characters in one piece of rich text; taken over from the section block's text."""
LABEL = Limit(300, UNDOCUMENTED)
"""Characters in the name of a fact: our own measure, so that the fact itself is not crowded out."""
CONTEXT = Limit(2_000, _KIT + "composition-objects/text-object")
BUTTON = Limit(75, _KIT + "block-elements/button-element")
READ_OUT = Limit(75, _KIT + "block-elements/button-element")
"""Characters that a screen reader reads out in the place of a button's text."""
ELEMENTS = Limit(25, _KIT + "blocks/actions-block")
OPTIONS = Limit(100, _KIT + "block-elements/select-menu-element")
OPTION = Limit(75, _KIT + "composition-objects/option-object")
OPTION_VALUE = Limit(150, _KIT + "composition-objects/option-object")
ALT = Limit(2_000, _KIT + "blocks/image-block")
FILE_ALT = Limit(1_000, "docs.slack.dev/reference/methods/files.getUploadURLExternal")
PICTURES = Limit(10, UNDOCUMENTED)
"""Pictures in one message: our own measure; the charts after them are put into words."""
ACK = Limit(20_000, UNDOCUMENTED)
"""Bytes in an acknowledgement: Slack closes a socket over which more than 20,480 come at once (revelrylabs/slax#614)"""
PLACEHOLDER = Limit(150, _KIT + "block-elements/select-menu-element")
TIMESTAMP = Limit(99_999_999_999, UNDOCUMENTED)
"""Seconds since 1970 in a date; before and after that the date is shown in words."""

VIEW_TITLE = Limit(24, _VIEWS)
PRIVATE_METADATA = Limit(3_000, _VIEWS)
INPUT = Limit(3_000, _KIT + "block-elements/plain-text-input-element")
INPUT_LABEL = Limit(2_000, _KIT + "blocks/input-block")
INPUT_HINT = Limit(2_000, _KIT + "blocks/input-block")
INPUT_ERROR = Limit(150, UNDOCUMENTED)
"""Characters of an error under a field: more is hard to read there."""

VIEW_BLOCKS = Limit(100, _VIEWS)

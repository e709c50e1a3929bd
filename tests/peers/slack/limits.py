"""What Slack allows, as one table: how many, and who says so."""

from __future__ import annotations

from dataclasses import dataclass

_KIT = "docs.slack.dev/reference/block-kit/"
_BLOCKS = _KIT + "blocks"
_ELEMENTS = _KIT + "block-elements"
_OBJECTS = _KIT + "composition-objects"
_VIEWS = "docs.slack.dev/reference/views"
_METHODS = "docs.slack.dev/reference/methods/"
_RESPONSES = "docs.slack.dev/interactivity/handling-user-interaction"
UNDOCUMENTED = "undocumented"


@dataclass(frozen=True)
class Limit:
    """The most that Slack takes of one thing."""

    most: int
    source: str
    """Where it is written, or `undocumented`."""


LIMITS: dict[str, Limit] = {
    "message.blocks": Limit(50, _BLOCKS),
    "message.block_text": Limit(11_000, UNDOCUMENTED),  # slackapi/bolt-js issues 2509 and 2867
    "message.text": Limit(40_000, _METHODS + "chat.postMessage"),
    "message.attachments": Limit(100, _METHODS + "chat.postMessage"),
    "update.text": Limit(4_000, _METHODS + "chat.update"),
    "metadata.json": Limit(16_000, UNDOCUMENTED),
    "metadata.event_type": Limit(255, UNDOCUMENTED),
    "view.blocks": Limit(100, _VIEWS),
    "view.title": Limit(24, _VIEWS),
    "view.submit": Limit(24, _VIEWS),
    "view.close": Limit(24, _VIEWS),
    "view.private_metadata": Limit(3_000, _VIEWS),
    "view.callback_id": Limit(255, _VIEWS),
    "view.external_id": Limit(255, _VIEWS),
    "view.bytes": Limit(250_000, _METHODS + "views.open"),
    "view.stack": Limit(3, _METHODS + "views.push"),
    "block_id": Limit(255, _BLOCKS),
    "action_id": Limit(255, _ELEMENTS),
    "section.text": Limit(3_000, _BLOCKS + "/section-block"),
    "section.fields": Limit(10, _BLOCKS + "/section-block"),
    "section.field": Limit(2_000, _BLOCKS + "/section-block"),
    "header.text": Limit(150, _BLOCKS + "/header-block"),
    "actions.elements": Limit(25, _BLOCKS + "/actions-block"),
    "context.elements": Limit(10, _BLOCKS + "/context-block"),
    "context.text": Limit(3_000, _OBJECTS + "/text-object"),
    "input.label": Limit(2_000, _BLOCKS + "/input-block"),
    "input.hint": Limit(2_000, _BLOCKS + "/input-block"),
    "image.url": Limit(3_000, _BLOCKS + "/image-block"),
    "image.alt_text": Limit(2_000, _BLOCKS + "/image-block"),
    "file.alt_txt": Limit(1_000, _METHODS + "files.getUploadURLExternal"),
    "file.bytes": Limit(1_000_000_000, "docs.slack.dev/messaging/working-with-files"),
    "image.title": Limit(2_000, _BLOCKS + "/image-block"),
    "rich_text.elements": Limit(1_000, UNDOCUMENTED),
    "rich_text.text": Limit(11_000, UNDOCUMENTED),
    "rich_text.indent": Limit(8, "@slack/types RichTextList"),
    "button.text": Limit(75, _ELEMENTS + "/button-element"),
    "button.value": Limit(2_000, _ELEMENTS + "/button-element"),
    "button.url": Limit(3_000, _ELEMENTS + "/button-element"),
    "button.accessibility_label": Limit(75, _ELEMENTS + "/button-element"),
    "placeholder": Limit(150, _ELEMENTS + "/select-menu-element"),
    "select.options": Limit(100, _ELEMENTS + "/select-menu-element"),
    "select.groups": Limit(100, _ELEMENTS + "/select-menu-element"),
    "overflow.options": Limit(5, _ELEMENTS + "/overflow-menu-element"),
    "radio.options": Limit(10, _ELEMENTS + "/radio-button-group-element"),
    "checkboxes.options": Limit(10, _ELEMENTS + "/checkboxes-element"),
    "text_input.max_length": Limit(3_000, _ELEMENTS + "/plain-text-input-element"),
    "option.text": Limit(75, _OBJECTS + "/option-object"),
    "option.value": Limit(150, _OBJECTS + "/option-object"),
    "option.description": Limit(75, _OBJECTS + "/option-object"),
    "option.url": Limit(3_000, _OBJECTS + "/option-object"),
    "group.label": Limit(75, _OBJECTS + "/option-group-object"),
    "confirm.title": Limit(100, _OBJECTS + "/confirmation-dialog-object"),
    "confirm.text": Limit(300, _OBJECTS + "/confirmation-dialog-object"),
    "confirm.confirm": Limit(30, _OBJECTS + "/confirmation-dialog-object"),
    "confirm.deny": Limit(30, _OBJECTS + "/confirmation-dialog-object"),
    "response_url.uses": Limit(5, _RESPONSES),
    "response_url.seconds": Limit(1_800, _RESPONSES),
    "trigger.seconds": Limit(3, _RESPONSES),
    "sockets": Limit(10, "docs.slack.dev/apis/events-api/using-socket-mode"),
    # Said by Slack when it closes the socket: github.com/revelrylabs/slax/pull/614
    "socket.bytes": Limit(20_480, "undocumented"),
    "history.page": Limit(999, _METHODS + "conversations.history"),
}


def most(name: str) -> int:
    return LIMITS[name].most

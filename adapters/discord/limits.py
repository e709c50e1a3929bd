"""What Discord allows, as one table; the library checks hardly any of it."""

from __future__ import annotations

from typing import Final

# Characters are counted in UTF-16 units, where an emoji is two: Discord does not document how it counts, and this
# is the stricter way of the two that its clients and its API are known to use.

# https://discord.com/developers/docs/resources/message#create-message
CONTENT: Final = 2000
FILES: Final = 10
FILE_DESCRIPTION: Final = 1024

# https://discord.com/developers/docs/components/reference
ROWS: Final = 5
BUTTONS_IN_A_ROW: Final = 5
BUTTON_LABEL: Final = 80
CUSTOM_ID: Final = 100
OPTIONS: Final = 25
OPTION_TEXT: Final = 100
PLACEHOLDER: Final = 150
COMPONENT_ID: Final = 2**31 - 1

# https://discord.com/developers/docs/components/reference#label, #text-input and the modal callback
MODAL_TITLE: Final = 45
MODAL_BLANKS: Final = 5
BLANK_LABEL: Final = 45
BLANK_DESCRIPTION: Final = 100
BLANK_PLACEHOLDER: Final = 100
BLANK_VALUE: Final = 4000

# https://discord.com/developers/docs/interactions/application-commands
COMMANDS: Final = 100
COMMAND_OPTIONS: Final = 25
COMMAND_CHARACTERS: Final = 8000
COMMAND_DESCRIPTION: Final = 100
CHOICES: Final = 25
CHOICE_TEXT: Final = 100

# https://discord.com/developers/docs/interactions/receiving-and-responding
ANSWER_SECONDS: Final = 3.0

# https://discord.com/developers/docs/topics/rate-limits: 50 requests a second; the first message to somebody takes two.
MESSAGES_A_SECOND: Final = 25

# Our own, so that one long word of a person leaves room for what else there is to say.
TITLE: Final = 300
TEXT: Final = 1200
LABEL: Final = 250
VALUE: Final = 700
NOTE: Final = 250

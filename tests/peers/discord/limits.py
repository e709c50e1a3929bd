"""What Discord allows, as one table: every figure stands beside the page that documents it."""

from typing import Final

# https://discord.com/developers/docs/resources/message#create-message
CONTENT: Final = 2000
NONCE: Final = 25
NONCE_MEMORY_SECONDS: Final = 60.0  # "the past few minutes" in the documentation, about a minute when measured
HISTORY_PAGE: Final = 100
FILES: Final = 10
FILE_DESCRIPTION: Final = 1024  # resources/message#attachment-object
FILE_BYTES: Final = 10 * 1024 * 1024

# https://discord.com/developers/docs/components/reference
ROWS: Final = 5
BUTTONS_IN_A_ROW: Final = 5
BUTTON_LABEL: Final = 80
BUTTON_URL: Final = 512
CUSTOM_ID: Final = 100
SELECT_OPTIONS: Final = 25
OPTION_TEXT: Final = 100
SELECT_PLACEHOLDER: Final = 150

# https://discord.com/developers/docs/interactions/receiving-and-responding (modal) and components/reference
MODAL_TITLE: Final = 45
MODAL_COMPONENTS: Final = 5
INPUT_LABEL: Final = 45
LABEL_DESCRIPTION: Final = 100
INPUT_PLACEHOLDER: Final = 100
INPUT_VALUE: Final = 4000
CHOICES: Final = 25
CHOICE_NAME: Final = 100
CHOICE_VALUE: Final = 100
ANSWER_SECONDS: Final = 3.0
TOKEN_SECONDS: Final = 15 * 60.0

# https://discord.com/developers/docs/interactions/application-commands
COMMANDS: Final = 100
MENU_COMMANDS: Final = 15
COMMAND_NAME: Final = 32
COMMAND_DESCRIPTION: Final = 100
COMMAND_OPTIONS: Final = 25
COMMAND_CHARACTERS: Final = 8000
STRING_OPTION: Final = 6000

# https://discord.com/developers/docs/events/gateway
HEARTBEAT_MILLISECONDS: Final = 41_250
KNOWN_INTENTS: Final = sum(1 << bit for bit in (*range(17), 20, 21, 24, 25))
PRIVILEGED_INTENTS: Final = 1 << 1 | 1 << 8 | 1 << 15
DIRECT_MESSAGES: Final = 1 << 12

# https://discord.com/developers/docs/resources/message#message-object-message-flags
EPHEMERAL: Final = 1 << 6
LOADING: Final = 1 << 7
BOT_MAY_SET: Final = 1 << 2 | 1 << 12

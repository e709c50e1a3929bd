"""Any reply as plain text: for terminals, notifications and screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.dates.wording import in_words
from bot.messages import Form

if TYPE_CHECKING:
    from bot.messages import Answer, Reply, Section


def text(answer: Answer) -> str:
    """Return the whole of a reply or a form in words."""
    return _form(answer) if isinstance(answer, Form) else _reply(answer)


def _reply(reply: Reply) -> str:
    parts = [reply.title, *map(_section, reply.sections), reply.note, reply.file.text if reply.file else ""]
    return "\n\n".join(part for part in parts if part)


def _section(section: Section) -> str:
    lines = [section.text, *(f"{field.label}{led_on(field.label)}{in_words(field.value)}" for field in section.fields)]
    return "\n".join(line for line in [*lines, section.chart.alt if section.chart else ""] if line)


def led_on(label: str) -> str:
    """Return what stands between a label and its value: a command has colons of its own."""
    return " – " if label.startswith("/") else ": "


def _form(form: Form) -> str:
    lines = [f"{form.title}: {form.command}"]
    for ask in form.asks:
        optional = "" if ask.required else " (optional)"
        lines.append(f"{ask.label}{optional}: {ask.value or ask.hint}")
        lines += [f"  {ask.error}"] if ask.error else []
    return "\n".join(lines)

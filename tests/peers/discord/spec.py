"""Discord's own OpenAPI description as a second opinion on bodies and answers, where it is present."""

import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from tests.peers.discord.errors import Form

_CODES = {
    "maxLength": "BASE_TYPE_MAX_LENGTH",
    "minLength": "BASE_TYPE_MIN_LENGTH",
    "maxItems": "BASE_TYPE_BAD_LENGTH",
    "minItems": "BASE_TYPE_BAD_LENGTH",
    "required": "BASE_TYPE_REQUIRED",
    "enum": "BASE_TYPE_CHOICES",
    "minimum": "NUMBER_TYPE_MIN",
    "maximum": "NUMBER_TYPE_MAX",
    "pattern": "STRING_TYPE_REGEX",
}


def folder() -> Path:
    """Where the platforms' published descriptions are kept: outside the repository."""
    beside = Path(__file__).resolve().parents[4] / "shared" / "specs"
    return Path(os.environ.get("MILEPOST_SPECS") or beside)


def present() -> bool:
    """Whether Discord's description is on this machine."""
    return (folder() / "discord-openapi.json").is_file()


def _loaded() -> dict[str, Any]:
    if not present():
        return {}
    document: dict[str, Any] = json.loads((folder() / "discord-openapi.json").read_text())
    # Written as text in the description, but ids have always been taken as numbers too.
    document["components"]["schemas"]["SnowflakeType"] = {"type": ["string", "integer"]}
    return document


_DOCUMENT = _loaded()  # at import, because no file may be read while an event loop runs


def _looked_up(schema: Any) -> Any:
    while isinstance(schema, dict) and "$ref" in schema:
        schema = _DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _fits(branch: Any, instance: Any) -> bool:
    """Whether a branch of a union can be meant at all: null by being null, objects by their `type`."""
    schema = _looked_up(branch)
    if schema.get("type") == "null":
        return instance is None
    if instance is None:
        return "null" in schema.get("type", [])
    kinds = schema.get("properties", {}).get("type", {}).get("enum")
    return not (kinds and isinstance(instance, dict)) or instance.get("type") in kinds


def _union(validator: Any, branches: list[Any], instance: Any, _schema: Any) -> Iterator[ValidationError]:
    meant = [branch for branch in branches if _fits(branch, instance)]
    if len(meant) == 1:
        yield from validator.descend(instance, meant[0])
    elif not any(validator.evolve(schema=branch).is_valid(instance) for branch in meant):
        yield ValidationError("Value does not fit any of its types.", validator="enum")


_Validator: Any = extend(Draft202012Validator, {"oneOf": _union, "anyOf": _union})  # type: ignore[no-untyped-call]


@cache
def _validator(route: str, method: str, status: str | None) -> Any:
    operation = _DOCUMENT["paths"].get(route, {}).get(method.lower())
    if operation is None:
        return None
    holder = operation.get("requestBody") if status is None else operation["responses"].get(status)
    schema = ((holder or {}).get("content") or {}).get("application/json", {}).get("schema")
    return schema and _Validator({"components": _DOCUMENT["components"], "allOf": [schema]})


def check_body(route: str, method: str, body: Any) -> None:
    """Refuse a request body that Discord's description does not allow."""
    validator = _validator(route, method, None)
    if validator is None:
        return
    form = Form()
    for error in validator.iter_errors(body):
        missing = [error.message.split("'")[1]] if error.validator == "required" else []
        code = _CODES.get(str(error.validator), "MODEL_TYPE_CONVERT")
        form.fault([*error.absolute_path, *missing], code, error.message[:200])
    form.refuse()


def faults_in_answer(route: str, method: str, status: int, answer: Any) -> list[str]:
    """List what Discord's description would not recognise in an answer of this peer."""
    validator = _validator(route, method, str(status))
    errors = validator.iter_errors(answer) if validator and answer is not None else []
    return [f"{method} {route} {error.json_path}: {error.message[:200]}" for error in errors]

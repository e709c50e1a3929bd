"""The manifest: what Slack takes, and no scope without its reason."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from adapters.slack.manifest import EVENTS, OPTIONAL_SCOPES, SCOPES, manifest

SPECS = Path(os.environ.get("MILEPOST_SPECS", Path(__file__).parents[4] / "shared" / "specs"))

both = pytest.mark.parametrize("made", [manifest(), manifest("https://milepost.example/", socket_mode=False)])


def read(name: str) -> Any:
    path = SPECS / "slack" / name
    if not path.exists():
        pytest.skip(f"{name} is not in {SPECS}; set MILEPOST_SPECS to where Slack's schemas are")
    return json.loads(path.read_text())


def part(uri: str) -> Resource[Any]:
    """Find beside the schema the file that it refers to by its address."""
    return Resource.from_contents(read(uri.rsplit("/", 1)[-1]), DRAFT7)


@both
def test_slacks_own_schema_takes_it(made: dict[str, Any]) -> None:
    schema = read("manifest.schema.json")
    parts = {one["allOf"][1]["$ref"] for one in schema["oneOf"]}
    registry: Registry[Any] = Registry().with_resources([(uri, part(uri)) for uri in sorted(parts)])

    assert list(Draft7Validator(schema, registry=registry).iter_errors(made)) == []


@both
def test_lengths_are_what_slack_allows(made: dict[str, Any]) -> None:
    assert len(made["display_information"]["name"]) <= 35
    assert len(made["display_information"]["description"]) <= 140
    assert all(len(one["name"]) <= 24 and len(one["description"]) <= 150 for one in made["features"]["shortcuts"])
    assert all(len(one["command"]) <= 32 for one in made["features"]["slash_commands"])


def test_scopes_are_the_least_and_each_has_its_reason() -> None:
    scopes = manifest()["oauth_config"]["scopes"]

    assert scopes == {
        "bot": ["chat:write", "commands", "files:write", "im:history", "im:write", "users:read"],
        "bot_optional": ["files:write", "im:history"],
    }
    assert all(reason.startswith("to ") for reason in (SCOPES | OPTIONAL_SCOPES).values())


def test_over_http_every_address_is_milepost_s() -> None:
    made = manifest("https://milepost.example/", socket_mode=False)
    address = "https://milepost.example/slack/events"

    assert made["features"]["slash_commands"][0]["url"] == address
    assert made["settings"]["interactivity"] == {"is_enabled": True, "request_url": address}
    assert made["settings"]["event_subscriptions"] == {"request_url": address, "bot_events": list(EVENTS)}
    assert made["settings"]["socket_mode_enabled"] is False


def test_by_socket_no_address_is_needed() -> None:
    assert "request_url" not in json.dumps(manifest())


@pytest.mark.parametrize("url", ["", "http://milepost.example", "milepost.example"])
def test_over_http_slack_needs_a_secure_address(url: str) -> None:
    with pytest.raises(ValueError, match="https"):
        manifest(url, socket_mode=False)

"""What Discord says when it refuses: status, code, sentence, and where in the body the fault lies."""

from collections.abc import Mapping, Sequence
from typing import Any


class ApiError(Exception):
    """A refusal, as it goes over the wire."""

    def __init__(self, status: int, code: int, message: str, *, errors: Mapping[str, Any] | None = None) -> None:
        super().__init__(f"{status} {code}: {message}")
        self.status = status
        self.code = code
        self.message = message
        self.errors = errors

    @property
    def body(self) -> dict[str, Any]:
        """The JSON that Discord answers with."""
        body: dict[str, Any] = {"message": self.message, "code": self.code}
        return body | ({"errors": self.errors} if self.errors else {})


def not_found() -> ApiError:
    return ApiError(404, 0, "404: Not Found")


def method_not_allowed() -> ApiError:
    return ApiError(405, 0, "405: Method Not Allowed")


def unauthorized() -> ApiError:
    return ApiError(401, 0, "401: Unauthorized")


def unknown_channel() -> ApiError:
    return ApiError(404, 10003, "Unknown Channel")


def unknown_message() -> ApiError:
    return ApiError(404, 10008, "Unknown Message")


def unknown_member() -> ApiError:
    return ApiError(404, 10007, "Unknown Member")


def unknown_user() -> ApiError:
    return ApiError(404, 10013, "Unknown User")


def unknown_webhook() -> ApiError:
    return ApiError(404, 10015, "Unknown Webhook")


def unknown_interaction() -> ApiError:
    return ApiError(404, 10062, "Unknown interaction")


def not_your_application() -> ApiError:
    return ApiError(403, 20012, "You are not authorized to perform this action on this application")


def too_many_commands(limit: int) -> ApiError:
    return ApiError(400, 30032, f"Maximum number of application commands reached ({limit})")


def too_large() -> ApiError:
    return ApiError(413, 40005, "Request entity too large")


def already_acknowledged() -> ApiError:
    return ApiError(400, 40060, "Interaction has already been acknowledged.")


def missing_access() -> ApiError:
    return ApiError(403, 50001, "Missing Access")


def empty_message() -> ApiError:
    return ApiError(400, 50006, "Cannot send an empty message")


def cannot_send_to_this_user() -> ApiError:
    return ApiError(403, 50007, "Cannot send messages to this user")


def missing_permissions() -> ApiError:
    return ApiError(403, 50013, "Missing Permissions")


def invalid_webhook_token() -> ApiError:
    return ApiError(401, 50027, "Invalid Webhook Token")


def invalid_recipients() -> ApiError:
    return ApiError(400, 50033, "Invalid Recipient(s)")


def invalid_json() -> ApiError:
    return ApiError(400, 50109, "The request body contains invalid JSON.")


def no_mutual_guilds() -> ApiError:
    return ApiError(403, 50278, "Cannot send messages to this user due to having no mutual guilds")


Path = Sequence[str | int]


class Form:
    """Collects what is wrong with a body, place by place, and then refuses it in one go (code 50035)."""

    def __init__(self) -> None:
        self._errors: dict[str, Any] = {}

    def fault(self, path: Path, code: str, message: str) -> None:
        """Write down one fault at a place in the body."""
        here = self._errors
        for step in path:
            here = here.setdefault(str(step), {})
        here.setdefault("_errors", []).append({"code": code, "message": message})

    def length(self, path: Path, value: Any, low: int, high: int) -> None:
        """Demand a text or list between `low` and `high` long; absent ones count as empty."""
        if value is None or value in ("", []):
            if low:
                self.required(path)
        elif not isinstance(value, str | list):
            self.fault(path, "BASE_TYPE_BAD_TYPE", "This field has the wrong type.")
        elif not low <= len(value) <= high:
            self._bad_length(path, low, high)

    def _bad_length(self, path: Path, low: int, high: int) -> None:
        if low:
            self.fault(path, "BASE_TYPE_BAD_LENGTH", f"Must be between {low} and {high} in length.")
        else:
            self.fault(path, "BASE_TYPE_MAX_LENGTH", f"Must be {high} or fewer in length.")

    def required(self, path: Path) -> None:
        """Write down that a field is missing."""
        self.fault(path, "BASE_TYPE_REQUIRED", "This field is required")

    def choice(self, path: Path, value: Any, allowed: Sequence[Any]) -> bool:
        """Demand one of a few values; say whether it is one."""
        if value in allowed and not isinstance(value, bool):
            return True
        self.fault(path, "BASE_TYPE_CHOICES", f"Value must be one of {set(allowed)}.")
        return False

    def refuse(self) -> None:
        """Refuse the body, if anything is wrong with it."""
        if self._errors:
            raise ApiError(400, 50035, "Invalid Form Body", errors=self._errors)

"""The quick start of a tutorial about a gateway, as people go on typing it.

It knows nothing of this shop. Its contracts hold user-service to what it reads, so that
nobody breaks it without noticing.
"""

from typing import Any

import requests

PROFILE = ("bio", "avatar", "preferences")


class Refused(Exception):
    """A service said no, and why."""


class Client:
    """The gateway, or user-service by itself, and the token of a log-in."""

    def __init__(self, url: str, token: str = "") -> None:
        """Take where it is, and a token that is there already."""
        self.url, self.token = url.rstrip("/"), token

    def health(self) -> tuple[str, dict[str, bool]]:
        """Ask how the gateway is, and everybody behind it."""
        document = self._ask("GET", "/health")
        return document["gateway"], document["services"]

    def register(self, **account: str) -> str:
        """Open an account; return the message."""
        return str(self._ask("POST", "/auth/register", account)["message"])

    def login(self, **log_in: str) -> int:
        """Log in, and keep the token; return whose it is."""
        document = self._ask("POST", "/auth/login", log_in)
        self.token = document["token"]
        return int(document["user_id"])

    def validate(self) -> tuple[bool, int]:
        """Ask whether the token is good, and whose it is."""
        document = self._ask("POST", "/auth/validate")
        return document["valid"], document["user_id"]

    def logout(self) -> str:
        """End the log-in; return the message."""
        return str(self._ask("POST", "/auth/logout")["message"])

    def profile(self) -> tuple[int, dict[str, Any]]:
        """Return whose profile it is, and the profile."""
        document = self._ask("GET", "/users/profile")
        profile = document["profile"]
        return document["user_id"], {name: profile[name] for name in PROFILE}

    def update_profile(self, **changes: object) -> str:
        """Change the profile; return the message."""
        return str(self._ask("PUT", "/users/profile", changes)["message"])

    def _ask(self, method: str, path: str, document: Any = None) -> Any:
        headers = {"X-Consumer": "gateway-client"}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        answer = requests.request(
            method, self.url + path, json=document, headers=headers, timeout=5
        )
        document = answer.json()
        if not answer.ok:
            raise Refused(f"{answer.status_code} {document['message']}")
        return document

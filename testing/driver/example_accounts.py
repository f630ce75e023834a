"""Example people: the accounts that they open, and where their parcels go."""

import secrets

PASSWORD = "a walled garden in may"  # noqa: S105 (made up for the tests)
# By the names of the form and of the API.
HOME = {
    "name": "Ada Lovelace",
    "line1": "12 St James Square",
    "postcode": "SW1Y 4JH",
    "city": "London",
    "country": "GB",
}


def new_name(role: str = "e2e") -> str:
    """Make a username that nobody has; its prefix is for whoever cleans up."""
    return f"{role}-{secrets.token_hex(6)}"


def account_of(name: str) -> dict[str, str]:
    """Return what the form and the API ask of somebody who opens an account."""
    return {"username": name, "email": f"{name}@example.org", "password": PASSWORD}

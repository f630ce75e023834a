from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from .people import PASSWORD, Person, Town

KETTLE = "a kettle in the garden"


def appoint(app: Flask, folder: Path, **options: str) -> Result:
    """Run `flask administrator` with a password in a file."""
    file = folder / "password"
    file.write_text(options.pop("password", KETTLE) + "\n")
    given = {
        "username": "admin",
        "email": "admin@furrow.example",
        "password-file": str(file),
    } | {name.replace("_", "-"): value for name, value in options.items()}
    arguments = [f"--{name}={value}" for name, value in given.items()]
    return app.test_cli_runner().invoke(args=["administrator", *arguments])


def test_command_makes_an_administrator(app: Flask, town: Town, tmp_path: Path) -> None:
    result = appoint(app, tmp_path)

    assert result.exit_code == 0
    assert result.output == "admin is an administrator now.\n"
    admin = town.sign_in("admin", KETTLE)
    assert admin.account["is_admin"] is True
    assert admin.call("GET", "/api/user/profile").status_code == 200


def test_command_gives_an_existing_account_password_and_rights(
    app: Flask, town: Town, ada: Person, tmp_path: Path
) -> None:
    result = appoint(app, tmp_path, username="ADA")

    assert result.exit_code == 0
    assert not ada.is_signed_in
    assert town.log_in("ada", PASSWORD).status_code == 401
    again = town.sign_in("ada", KETTLE)
    assert again.account["is_admin"] is True
    assert again.account["email"] == "ada@furrow.example"


def test_command_revives_a_deactivated_account(
    app: Flask, town: Town, ada: Person, keeper: Person, tmp_path: Path
) -> None:
    address = f"/api/users/{ada.account['id']}"
    keeper.call("PATCH", address, json={"is_active": False})

    appoint(app, tmp_path, username="ada")

    assert town.sign_in("ada", KETTLE).is_signed_in


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"username": "a d"}, "Use letters a to z, digits, hyphens and underscores"),
        ({"email": "admin"}, "must have an @-sign"),
        ({"password": "short"}, "Use at least 8 characters."),
        ({"password": "password123"}, "one of the most common passwords"),
        ({"password_file": "/no/such/file"}, "Cannot read /no/such/file"),
        (
            {"email": "ada@furrow.example"},
            "An account uses this e-mail address. Sign in, or use another.",
        ),
    ],
)
def test_command_says_what_is_wrong(
    app: Flask, ada: Person, tmp_path: Path, options: dict[str, str], sentence: str
) -> None:
    result = appoint(app, tmp_path, **options)

    assert result.exit_code != 0
    assert sentence in result.output
    assert KETTLE not in result.output

"""Commands of the shell: `flask --app user_service administrator`."""

from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext
from pydantic import TypeAdapter, ValidationError

from service_kit.problems import Problem
from user_service import administration
from user_service.schemas.accounts import Email, NewPassword, Username
from user_service.security_settings import security_settings


class Field(click.ParamType[str]):
    """An option that obeys the same rules as the field of that name in a request."""

    name = "text"

    def __init__(self, kind: Any) -> None:
        """Take the type of the request's field."""
        self._field: TypeAdapter[str] = TypeAdapter(kind)

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the text as it is stored, or fail with what is wrong with it."""
        try:
            return self._field.validate_python(value)
        except ValidationError as error:
            self.fail(_sentence(error), param, ctx)


class PasswordFile(Field):
    """A file that holds nothing but a password."""

    name = "path"

    def convert(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Return the password in the file, or fail with what is wrong with it."""
        try:
            text = Path(value).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            self.fail(f"Cannot read {value}: {error}", param, ctx)
        return super().convert(text.rstrip("\r\n"), param, ctx)


@click.command("administrator")
@click.option("--username", type=Field(Username), required=True)
@click.option("--email", type=Field(Email), required=True)
@click.option("--password-file", type=PasswordFile(NewPassword), required=True)
@click.option("--if-missing", is_flag=True, help="Leave an account that exists alone.")
@with_appcontext
def administrator(
    username: str, email: str, password_file: str, if_missing: bool
) -> None:
    """Make an administrator, or give one a new password.

    A new account is opened under this username; an existing one keeps its email, gets
    the password and the rights, and is signed out everywhere.
    """
    if if_missing and administration.exists(username):
        click.echo(f"{username} has an account, which stays as it is.")
        return
    try:
        user = administration.make_administrator(
            username, email, password_file, security_settings().passwords
        )
    except Problem as problem:
        raise click.ClickException(problem.detail) from None
    click.echo(f"{user.username} is an administrator now.")


def _sentence(error: ValidationError) -> str:
    return str(error.errors()[0]["msg"]).removeprefix("Value error, ")

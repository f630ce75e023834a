"""What the quick starts of tutorials send: decision 0017."""

from typing import Any, Self

from pydantic import ModelWrapValidatorHandler, ValidationError, model_validator

from user_service.errors import FieldsMissing
from user_service.payloads.bodies import AccountRequest


class KeptRegistration(AccountRequest):
    """A new account; a tutorial tells what is missing from what is wrong."""

    @model_validator(mode="wrap")
    @classmethod
    def _is_whole(cls, given: Any, read: ModelWrapValidatorHandler[Self]) -> Self:
        try:
            return read(_without_blanks(given))
        except ValidationError as error:
            faults = error.errors()
            if any(fault["type"] != "missing" for fault in faults):
                raise
            missing = (str(name) for fault in faults for name in fault["loc"])
            raise FieldsMissing(
                errors={name: ["This is needed."] for name in missing}
            ) from None


def _without_blanks(given: Any) -> Any:
    """Take a field that says nothing for one that is not there, as forms do."""
    if not isinstance(given, dict):
        return given
    return {name: word for name, word in given.items() if word not in (None, "")}

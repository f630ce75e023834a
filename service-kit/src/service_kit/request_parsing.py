"""Reads request bodies and queries into models: strict for JSON, lax for forms.

Whatever arrives, the worst answer is a 4xx: depth, huge numbers, NaN, repeated members
and unknown fields all end here (RFC 8259 leaves them to the reader).
"""

import typing
from collections.abc import Mapping
from typing import Any, TypeVar

from flask import request
from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from service_kit.bounded_numbers import NumberOutOfBounds
from service_kit.problems import BadRequest, Invalid, UnsupportedBody
from service_kit.strict_json import read_json

M = TypeVar("M", bound=BaseModel)
_FORMS = {"application/x-www-form-urlencoded", "multipart/form-data"}
_DEEPEST_FORM_NAME = 4
_SENTENCES = {
    "missing": "This is needed.",
    "extra_forbidden": "This field is not known here.",
    "string_too_short": "Use at least {min_length} characters.",
    "string_too_long": "Use at most {max_length} characters.",
    "string_type": "Write this as text.",
    "int_type": "Write this as a whole number.",
    "int_parsing": "Write this as a whole number.",
    "int_parsing_size": "This number is too large.",
    "int_from_float": "Write this as a whole number.",
    "greater_than_equal": "Use {ge} or more.",
    "less_than_equal": "Use {le} or less.",
    "bool_type": "Answer true or false.",
    "bool_parsing": "Answer true or false.",
    "list_type": "Write this as a list.",
    "too_short": "Give at least {min_length}.",
    "too_long": "Give at most {max_length}.",
    "literal_error": "Use one of {expected}.",
    "model_type": "Write this as an object.",
    "model_attributes_type": "Write this as an object.",
    "dict_type": "Write this as an object.",
}


def read_body(model: type[M]) -> M:
    """Read the request's body, JSON or form, as this model; raise a 4xx problem."""
    if request.is_json:
        return read_json_body(model)
    if request.mimetype in _FORMS:
        if request.form or request.files:
            return _valid(model, _form(), strict=False)
    elif request.get_data():
        raise UnsupportedBody
    _valid(model, {}, strict=True)
    # Where all may be left out, somebody who forgot the body would empty everything.
    raise Invalid(errors={"body": ["Send what it shall be, as JSON or as a form."]})


def read_json_body(model: type[M]) -> M:
    """Read the request's body as this model, where nothing but JSON will do."""
    if not request.is_json:
        raise UnsupportedBody
    return _valid(model, _json(), strict=True)


def read_query(model: type[M]) -> M:
    """Read the request's query as this model; a repeated name is for list fields."""
    return _valid(model, _collected(request.args, model), strict=False)


def _json() -> object:
    try:
        return read_json(request.get_data())
    except NumberOutOfBounds as error:
        raise BadRequest(f"{error}: no number here needs that.") from None
    except ValueError:
        raise BadRequest("The body is not valid JSON.") from None


def _form() -> dict[str, Any]:
    """Nest dotted names (`address.city`, `lines.0.qty`); an empty field is no field."""
    if request.files:
        raise Invalid(errors={name: ["Send no files here."] for name in request.files})
    tree: dict[str, Any] = {}
    for name, values in request.form.lists():
        if len(values) > 1:
            raise Invalid(errors={name: ["Give this once."]})
        if values[0]:
            _plant(tree, name, values[0])
    return {name: _listed(branch) for name, branch in tree.items()}


def _plant(tree: dict[str, Any], name: str, value: str) -> None:
    *path, leaf = name.split(".", _DEEPEST_FORM_NAME)
    for step in path:
        tree = tree.setdefault(step, {})
        if not isinstance(tree, dict):
            raise Invalid(errors={name: ["This field is not known here."]})
    if leaf in tree:
        raise Invalid(errors={name: ["Give this once."]})
    tree[leaf] = value


def _listed(branch: object) -> object:
    if not isinstance(branch, dict):
        return branch
    members = {name: _listed(member) for name, member in branch.items()}
    if all(name.isdecimal() and name.isascii() for name in members):
        return [members[name] for name in sorted(members, key=lambda n: (len(n), n))]
    return members


def _collected(arguments: MultiDict[str, str], model: type[BaseModel]) -> object:
    lists = {
        name
        for name, info in model.model_fields.items()
        if typing.get_origin(info.annotation) is list
    }
    single = [name for name, values in arguments.lists() if len(values) > 1]
    if repeated := [name for name in single if name not in lists]:
        raise Invalid(errors={name: ["Give this once."] for name in repeated})
    return {
        name: values if name in lists else values[0]
        for name, values in arguments.lists()
        if values[0]
    }


def _valid(model: type[M], given: object, *, strict: bool) -> M:
    try:
        return model.model_validate(given, strict=strict)
    except ValidationError as error:
        raise Invalid(errors=_by_field(error)) from None
    except RecursionError:
        raise BadRequest("The body is nested too deeply.") from None


def _by_field(error: ValidationError) -> dict[str, list[str]]:
    errors: dict[str, list[str]] = {}
    for fault in error.errors(include_url=False):
        field = ".".join(str(step) for step in fault["loc"]) or "body"
        errors.setdefault(field[:100], []).append(_sentence(fault))
    return errors


def _sentence(fault: Mapping[str, Any]) -> str:
    template = _SENTENCES.get(_kind(fault))
    if template is None:
        message = str(fault["msg"]).removeprefix("Value error, ")
        return message if message.endswith(".") else f"{message}."
    return template.format(**fault.get("ctx", {}))


def _kind(fault: Mapping[str, Any]) -> str:
    """Name the fault; a text measured after a validator counts as a mere value."""
    measured_late = fault.get("ctx", {}).get("field_type") == "Value"
    return f"string_{fault['type']}" if measured_late else str(fault["type"])

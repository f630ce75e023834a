"""The fixed list of edits by which a client is spoiled, and what notices each of them.

They are what really goes wrong in clients: the tests of the interactions alone must
fail for each one, wherever it is made.
"""

from enum import StrEnum


class EditKind(StrEnum):
    """One way of spoiling a client; the value is its name in reports and files."""

    HEADER_FORGOTTEN = "header forgotten"
    METHOD_CHANGED = "method changed"
    PARAMETER_DROPPED = "parameter dropped"
    PARAMETER_DOUBLED = "parameter doubled"
    PATH_ESCAPED_TWICE = "path escaped twice"
    FIELD_RENAMED = "body field renamed"
    FIELD_RETYPED = "body field retyped"
    STATUS_CONFUSED = "status treated as another"
    ERROR_SWALLOWED = "error swallowed"
    FIELD_MISREAD = "field read from another place"
    WRITE_REPEATED = "write sent twice"
    WRITE_RETRIED = "write retried after a failure"

    @property
    def remedy(self) -> str:
        """Return which test would notice."""
        return _REMEDIES[self]


_REMEDIES = {
    EditKind.HEADER_FORGOTTEN: (
        "expect this header in the request of an interaction, with a value other than "
        "the client's default"
    ),
    EditKind.METHOD_CHANGED: "declare an interaction with this method",
    EditKind.PARAMETER_DROPPED: "declare an interaction whose query has it",
    EditKind.PARAMETER_DOUBLED: "declare an interaction whose query has it once",
    EditKind.PATH_ESCAPED_TWICE: (
        "call the client with a value that has to be escaped, such as `a b/ü`, and "
        "declare the path as it is sent"
    ),
    EditKind.FIELD_RENAMED: "declare the JSON or form of the request with this field",
    EditKind.FIELD_RETYPED: "declare this field with a value or matcher of its type",
    EditKind.STATUS_CONFUSED: (
        "let an interaction answer so, and assert what the client makes of it"
    ),
    EditKind.ERROR_SWALLOWED: (
        "let an interaction answer with an error, and assert what the client raises"
    ),
    EditKind.FIELD_MISREAD: (
        "expect the field with a value that no other field has, and assert what the "
        "client makes of it"
    ),
    EditKind.WRITE_REPEATED: (
        "call the client inside serve(), which counts what is sent"
    ),
    EditKind.WRITE_RETRIED: (
        "let an interaction answer this write with an error, inside serve(): it counts "
        "what is sent"
    ),
}

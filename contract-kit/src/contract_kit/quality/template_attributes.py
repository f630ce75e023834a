"""Knows which names a Jinja template reads from the objects that it is given."""

import re
from collections.abc import Iterator

from jinja2 import Environment, TemplateSyntaxError, nodes

# Nothing is ever rendered here, so nothing needs escaping.
_GRAMMAR = Environment(  # noqa: S701  # nosec B701
    extensions=["jinja2.ext.do", "jinja2.ext.i18n", "jinja2.ext.loopcontrols"]
)
_ANY_NAME = re.compile(r"\w+")


def names_in_template(source: str) -> set[str]:
    """List the names that may be read; all words where the template is not understood.

    A word too many only hides an unread field; a word too few would accuse a read one.
    """
    try:
        tree = _GRAMMAR.parse(source)
    except TemplateSyntaxError:
        return set(_ANY_NAME.findall(source))
    return {name for text in _texts(tree) for name in text.split(".")}


def _texts(tree: nodes.Template) -> Iterator[str]:
    for node in tree.find_all((nodes.Getattr, nodes.Getitem, nodes.Filter)):
        match node:
            case nodes.Getattr():
                yield node.attr
            case nodes.Getitem(arg=nodes.Const(value=str() as key)):
                yield key
            case nodes.Filter():
                # `rows | map(attribute="name")`, `rows | sort("name")`.
                for word in node.find_all(nodes.Const):
                    yield str(word.value)

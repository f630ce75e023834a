"""What each command of contract-kit takes, from click: usage, arguments, options.

So the page of a command can explain it in words of its own, and cannot leave out or
invent an option.
"""

from collections.abc import Iterator

import click

from contract_kit.command_line import main

PROGRAM = "contract-kit"


def command_names() -> tuple[str, ...]:
    """Return the names of all commands, in order."""
    return tuple(main.list_commands(_program()))


def command_table() -> str:
    """Write all commands as a table, each with a link to its page."""
    rows = (
        f"| [`{name}`]({name}.md) | {_escaped(_sentence(command_called(name)))} |"
        for name in command_names()
    )
    return "\n".join(["| Command | What it does |", "| --- | --- |", *rows])


def command_reference(name: str) -> str:
    """Write usage, arguments and options of a command and its subcommands."""
    context = _context(command_called(name), name, _program())
    parts = [_usage(context), *_tables(context)]
    for each in _subcommands(context):
        parts += [f"### `{each.command_path}`", _usage(each), *_tables(each)]
    return "\n\n".join(parts)


def command_called(name: str) -> click.Command:
    """Return a command; raise `KeyError` where there is none of this name."""
    command = main.get_command(_program(), name)
    if command is None:
        raise KeyError(name)
    return command


def options_of(command: click.Command) -> set[str]:
    """Return every option of a command and its subcommands, without `--help`."""
    own = {
        name
        for param in command.params
        if isinstance(param, click.Option)
        for name in param.opts
    }
    inner = command.commands.values() if isinstance(command, click.Group) else ()
    return own.union(*map(options_of, inner))


def _sentence(command: click.Command) -> str:
    return " ".join((command.help or "").partition("\n\n")[0].split())


def _program() -> click.Context:
    return _context(main, PROGRAM, None)


def _context(
    command: click.Command, name: str, parent: click.Context | None
) -> click.Context:
    settings = command.context_settings
    return click.Context(command, info_name=name, parent=parent, **settings)


def _subcommands(context: click.Context) -> Iterator[click.Context]:
    if isinstance(context.command, click.Group):
        for name, command in context.command.commands.items():
            yield _context(command, name, context)


def _usage(context: click.Context) -> str:
    words = context.command.collect_usage_pieces(context)
    return f"```text\n{' '.join([context.command_path, *words])}\n```"


def _tables(context: click.Context) -> Iterator[str]:
    arguments = [
        (param.make_metavar(context), _number(param))
        for param in context.command.params
        if isinstance(param, click.Argument)
    ]
    options = [
        record
        for param in context.command.get_params(context)
        if isinstance(param, click.Option)
        and (record := param.get_help_record(context))
    ]
    if arguments:
        yield _table("Argument", "How many", arguments)
    yield _table("Option", "Meaning", options)


def _number(argument: click.Argument) -> str:
    many = "one or more" if argument.required else "any number, or none"
    return many if argument.nargs == -1 else "one"


def _table(head: str, second: str, rows: list[tuple[str, str]]) -> str:
    lines = (f"| `{name}` | {_escaped(does)} |" for name, does in rows)
    return "\n".join([f"| {head} | {second} |", "| --- | --- |", *lines])


def _escaped(text: str) -> str:
    return text.replace("|", "\\|").replace("*", "\\*").replace("<", "&lt;")

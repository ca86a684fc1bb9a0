"""Command line in, exit status out: 0 done, 1 the work failed, 2 wrong usage; errors are one line each."""

from __future__ import annotations

import os
import sys
from typing import Annotated, NoReturn

import typer

from kg import __version__
from kg.commands.build import build
from kg.commands.eval import eval  # noqa: A004 (a command has the name of its function)
from kg.commands.explain import explain
from kg.commands.export import export
from kg.commands.push import push
from kg.commands.query import query
from kg.commands.serve import serve
from kg.commands.validate import validate
from kg.commands.view import view
from kg.errors import KgError, UsageError

COMMANDS = (build, query, explain, view, serve, export, push, validate, eval)
"""In the order in which `kg --help` shows them; a command has the name of its function."""

_WrongUsage: type[Exception] = typer.BadParameter.__bases__[0]
"""What the parser raises for arguments that it does not take; typer has no public name for it."""


_INTERRUPTED = 130
"""What typer returns after Ctrl-C, without a word."""


def main() -> NoReturn:
    """Run the command line of this process and leave with its status."""
    arguments = sys.argv[1:]
    options = arguments[: arguments.index("--")] if "--" in arguments else arguments
    debug = "--debug" in options
    if debug:
        arguments.remove("--debug")  # it may stand before or after the command
    if sys.stdout.encoding.lower() != "utf-8" and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(encoding="utf-8")  # graphs are Chinese text, whatever the terminal's locale says
    try:
        status = run(arguments, debug=debug)
        sys.stdout.flush()
    except BrokenPipeError:  # `kg query … | head` has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    sys.exit(status)


def run(arguments: list[str], *, debug: bool = False) -> int:
    """Run one command; its exit status. With `debug` an error is raised instead of told."""
    name = next((word for word in arguments if not word.startswith("-")), "")
    speaker = f"kg {name}" if name in {command.__name__ for command in COMMANDS} else "kg"
    try:
        status = parser(debug=debug)(arguments, prog_name="kg", standalone_mode=False)
    except (typer.Exit, SystemExit) as leaving:
        status = leaving.exit_code if isinstance(leaving, typer.Exit) else leaving.code
    except _WrongUsage as error:
        _tell(speaker, f"{getattr(error, 'format_message', error.__str__)()} (see {speaker} --help)")
        return 2
    except (KeyboardInterrupt, typer.Abort):
        return _interrupted(speaker)
    except BrokenPipeError:
        raise
    except KgError as error:
        if debug:
            raise
        for line in (*getattr(error, "__notes__", ()), str(error)):
            _tell(speaker, line)
        return 2 if isinstance(error, UsageError) else 1
    except Exception as error:
        if debug:
            raise
        if "Corruption" in str(error):  # what RocksDB, inside Oxigraph, says of a damaged file
            _tell(speaker, "the store is damaged; build it again with kg build")
            return 1
        _tell(speaker, f"a defect in kg: {type(error).__name__}: {error}; --debug shows where")
        return 1
    if status == _INTERRUPTED:
        return _interrupted(speaker)
    return status if isinstance(status, int) else 0


def _interrupted(speaker: str) -> int:
    _tell(speaker, "interrupted; what was written before is untouched")
    return 1


def _tell(speaker: str, message: str) -> None:
    """One line on standard error."""
    typer.echo(f"{speaker}: {' '.join(message.split())}", err=True)


def parser(*, debug: bool = False) -> typer.Typer:
    """The parser of the whole command line; commands find `debug` as their context's object."""
    made = typer.Typer(
        name="kg",
        no_args_is_help=True,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"], "obj": debug, "max_content_width": 100},
    )
    made.callback()(_top)
    for command in COMMANDS:
        # the parameters of saved queries are options that only those queries know
        settings = {"allow_extra_args": True, "ignore_unknown_options": True} if command is query else {}
        made.command(no_args_is_help=False, context_settings=settings)(command)
    return made


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"kg {__version__}")
        raise typer.Exit


def _top(
    version: Annotated[
        bool, typer.Option("--version", help="Show the version and leave.", callback=_show_version, is_eager=True)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    """From Chinese regional-economy articles to an evidenced RDF graph: build it, query it, look at it.

    Example: kg build articles/ && kg query cooperation
    """

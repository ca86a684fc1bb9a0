"""`kg validate`: the folder of a build in, the SHACL report out."""

from __future__ import annotations

import json
from typing import Annotated

import typer

from kg.commands.options import DEFAULT_FOLDER, Folder
from kg.commands.progress import Bar
from kg.errors import UsageError


def validate(
    graph: Folder = DEFAULT_FOLDER,
    form: Annotated[str, typer.Option("--format", "-f", metavar="FORMAT", help="text or json.")] = "text",
    lang: Annotated[str, typer.Option("--lang", metavar="LANG", help="Language of the messages: en or zh.")] = "en",
) -> None:
    """Check the graph against the shapes (SHACL).

    The status is 1 if it violates one.

    Example: kg validate --graph output
    """
    if form not in {"text", "json"}:
        raise UsageError(f"{form} is no format of a report; choose text or json")
    if lang not in {"en", "zh"}:
        raise UsageError(f"{lang} is no language of the messages; choose en or zh")
    import kg  # noqa: PLC0415 (help and wrong usage need none of it)

    with Bar("Checking the shapes"):
        report = kg.open(graph).validate()
    if form == "json":
        typer.echo(json.dumps(report.as_dict(), ensure_ascii=False, indent=2))
    else:
        for finding in report.findings:
            typer.echo(finding.line(lang))
        verdict = "conforms to the shapes" if report.conforms else f"violates the shapes {len(report.violations)} times"
        doubts = f"; {len(report.warnings)} warnings" if report.warnings else ""
        typer.echo(f"{graph}: {report.triples:,} triples, {verdict}{doubts}")
    if not report.conforms:
        raise typer.Exit(1)

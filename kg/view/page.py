"""Knowledge in, `graph.html` out: one file that opens from the disk and asks nothing of any network."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.errors import OutputError
from kg.graph.assemble import distinct, merged
from kg.model import Knowledge
from kg.ontology import Ontology
from kg.view import bundle, selection
from kg.view.layout import Progress
from kg.view.network import assemble, draw, library
from kg.view.options import DEFAULTS, ViewOptions
from kg.view.payload import payload, sorted_entities

TEMPLATE = "page.html"
TITLES = {"zh": "区域合作知识图谱", "en": "Regional cooperation graph"}


def render(
    knowledge: Knowledge,
    options: ViewOptions = DEFAULTS,
    *,
    ontology: Ontology | None = None,
    progress: Progress | None = None,
) -> str:
    """The page as text: pyvis's network, the data, vis-network and the page's own program in one HTML document.

    `ontology` gives labels, colours and shapes; left out, the one that ships with the package. `progress` is told
    the stage `view` and how many percent of it are done. Raises `UsageError` where the options name what is not there.
    """
    selection.check(options)
    ontology = ontology or Ontology.load()
    # as in graph.ttl: the two directions of a symmetric relation are one fact
    knowledge = replace(
        knowledge, facts=tuple(merged(knowledge.facts)), observations=tuple(distinct(knowledge.observations))
    )
    kept = selection.keep(knowledge, options)
    data = payload(knowledge, options, kept, ontology, _share(progress, 0, 15))
    network = assemble(
        knowledge,
        sorted_entities(knowledge, kept),
        selection.importance(knowledge),
        ontology,
        progress=_share(progress, 15, 90),
    )
    style, program, engine = bundle.style(), bundle.script(), library()
    environment = Environment(
        loader=FileSystemLoader(bundle.ASSETS), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=True
    )
    environment.filters["safe_json"] = lambda value: Markup(bundle.safe_json(value))  # noqa: S704 - escaped there
    environment.globals.update(
        title=options.title or TITLES[options.lang],
        lang={"zh": "zh-CN", "en": "en"}[options.lang],
        data=data,
        style=Markup(style),  # noqa: S704 - our own file
        program=Markup(program),  # noqa: S704 - our own files
        engine=Markup(engine),  # noqa: S704 - as pyvis ships it
        policy="; ".join(
            (
                "default-src 'none'",
                f"script-src {bundle.digest(engine)} {bundle.digest(program)}",
                f"style-src {bundle.digest(style)}",
                "img-src data: blob:",
                "base-uri 'none'",
                "form-action 'none'",
            )
        ),
    )
    page = draw(network, environment, TEMPLATE)
    if progress is not None:
        progress("view", 100, 100)
    return page


def _share(progress: Progress | None, first: int, last: int) -> Progress | None:
    """Progress of a part of the work as the percents `first` to `last` of the stage `view`."""
    if progress is None:
        return None

    def tell(_: str, done: int, total: int) -> None:
        progress("view", first + (last - first) * done // max(total, 1), 100)

    return tell


def write(
    knowledge: Knowledge,
    path: Path,
    *,
    options: ViewOptions = DEFAULTS,
    ontology: Ontology | None = None,
    progress: Progress | None = None,
) -> None:
    """Writes the page to `path`; raises `OutputError` where that cannot be written, and as `render` does."""
    page = render(knowledge, options, ontology=ontology, progress=progress)
    try:
        path.write_text(page, encoding="utf-8", newline="\n")
    except OSError as error:
        raise OutputError(f"{path}: cannot write the page: {error.strerror or error}") from error

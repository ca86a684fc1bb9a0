"""A request of the SPARQL 1.1 Protocol in, the answer in the format that the client likes best out.

https://www.w3.org/TR/sparql11-protocol/: queries by GET, by POST of a form and by POST of the query itself. Updates are
refused, and so is SERVICE: the graph is read-only, and a query makes the server call no one.
"""

from __future__ import annotations

from urllib.parse import parse_qsl

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from kg.graph import syntax
from kg.graph.query import Question
from kg.serve.description import describe
from kg.serve.negotiate import GRAPHS, SOLUTIONS, choose, content_type, offers
from kg.serve.pool import Pool
from kg.serve.refusal import Refusal

FORM, QUERY, UPDATE = "application/x-www-form-urlencoded", "application/sparql-query", "application/sparql-update"
_HTML = ("text/html", "application/xhtml+xml")


async def sparql(request: Request) -> Response:
    """The endpoint."""
    parameters = _fields(request.scope["query_string"], "the address")
    if request.method == "POST":
        parameters = await _posted(request, parameters)
    elif "update" in parameters:
        raise Refusal(400, "an update cannot be sent with GET, and this graph is read-only")
    elif not parameters:
        return await _introduce(request)
    question = _question(parameters)
    graph = _gives_a_graph(question.text)
    formats = GRAPHS if graph else SOLUTIONS
    accept = request.headers.get("accept")
    media_type = choose(accept, offers(formats))
    data = await answered(request, question, formats[media_type])
    headers = {"Content-Type": content_type(media_type), "Vary": "Accept", "Cache-Control": "no-cache"}
    return Response(data, headers=headers)


async def answered(request: Request, question: Question, form: str) -> bytes:
    """The answer to a question that came with `request`, in a format of `kg.graph.answer`."""
    pool: Pool = request.app.state.pool
    data = await pool.ask(question, form, client(request), _gone(request))
    assert isinstance(data, bytes)
    return data


def client(request: Request) -> str:
    """The address that asks."""
    return request.client.host if request.client else ""


async def _gone(request: Request) -> None:
    """Returns when the client hangs up."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _introduce(request: Request) -> Response:
    """The service description; for a browser, the page to write queries on."""
    kinds = tuple(kind for kind in GRAPHS if kind != "text/plain")
    media_type = choose(request.headers.get("accept"), (*kinds, *_HTML))
    if media_type in _HTML:
        return RedirectResponse("/query", 303, {"Vary": "Accept"})
    pool: Pool = request.app.state.pool
    source, address = request.app.state.source, str(request.url.replace(query="", fragment=""))
    data = await pool.work(lambda: describe(source.store, address).write(GRAPHS[media_type]))
    return Response(data, headers={"Content-Type": content_type(media_type), "Vary": "Accept"})


async def _posted(request: Request, address: dict[str, list[str]]) -> dict[str, list[str]]:
    """The parameters of a POST."""
    kind, charset = _media_type(request)
    if kind == UPDATE:
        raise Refusal(403, "the graph is read-only: updates are refused")
    if kind not in {FORM, QUERY}:
        raise Refusal(415, f"a query is posted as {FORM} or {QUERY}{f', not as {kind}' if kind else ''}")
    if charset not in {"", "utf-8", "utf8"}:
        raise Refusal(415, f"a query is text in UTF-8, not in {charset[:40]}")
    body = await request.body()
    if kind == FORM:
        fields = _fields(body, "the form")
        for name, values in address.items():
            fields.setdefault(name, []).extend(values)
    else:
        try:
            fields = {**address, "query": [*address.get("query", []), body.decode("utf-8")]}
        except UnicodeDecodeError as error:
            raise Refusal(400, f"the query is not UTF-8 (byte {error.start})") from error
    if "update" in fields:
        raise Refusal(403, "the graph is read-only: updates are refused")
    return fields


def _media_type(request: Request) -> tuple[str, str]:
    """Media type and charset of the body, in lower case."""
    kind, *parameters = request.headers.get("content-type", "").lower().split(";")
    charset = next((word.partition("=")[2] for word in parameters if word.strip().startswith("charset=")), "")
    return kind.strip(), charset.strip().strip('"')


def _fields(data: bytes, where: str) -> dict[str, list[str]]:
    """Percent-encoded fields; an unknown one is left aside, as clients add all sorts of them."""
    try:
        pairs = parse_qsl(data.decode("ascii"), keep_blank_values=True, errors="strict", max_num_fields=1000)
    except UnicodeDecodeError as error:
        raise Refusal(400, f"{where} is not percent-encoded UTF-8") from error
    except ValueError as error:
        raise Refusal(400, f"{where} has too many fields") from error
    fields: dict[str, list[str]] = {}
    for name, value in pairs:
        fields.setdefault(name, []).append(value)
    return fields


def _question(parameters: dict[str, list[str]]) -> Question:
    queries = parameters.get("query", [])
    if len(queries) != 1 or not queries[0].strip():
        raise Refusal(400, "there is no query" if not any(queries) else "there is more than one query")
    return Question(
        queries[0],
        infer=parameters.get("infer", [""])[-1].lower() in {"1", "true", "yes"},
        default_graphs=tuple(parameters.get("default-graph-uri", ())),
        named_graphs=tuple(parameters.get("named-graph-uri", ())),
    )


def _gives_a_graph(query: str) -> bool:
    form = next((word for word in syntax.keywords(query) if word in syntax.FORMS), "")
    return form in {"CONSTRUCT", "DESCRIBE"}

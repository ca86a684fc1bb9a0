"""Times the saved queries and the endpoint on a graph of a million triples, in one run, and prints what they took.

    python tests/bench/queries.py [--facts 35000] [--rounds 3] [--patience 10] [--seconds 10] [--part all]

Saved queries: each with its parameters filled in from the graph, asked of the store on the disk (median of `--rounds`,
answer serialised) and once of the same triples in rdflib in memory, which is stopped after `--patience` seconds or 40
times what the store took, whichever is more; what is stopped counts as having taken that long. Endpoint: `kg serve` on
the same store; 8 clients, each on a connection of its own, look entities up for `--seconds`, first alone, then while
another client runs queries that hit their time limit.
"""

from __future__ import annotations

import argparse
import http.client
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from urllib.parse import quote, urlencode, urlsplit

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))

ENDLESS = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
CLIENTS = 8


def main() -> None:
    cli = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    cli.add_argument("--facts", type=int, default=35_000)
    cli.add_argument("--rounds", type=int, default=3)
    cli.add_argument("--patience", type=int, default=10)
    cli.add_argument("--seconds", type=float, default=10)
    cli.add_argument("--part", choices=("all", "queries", "endpoint"), default="all")
    options = cli.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        prepare(folder, options.facts)
        if options.part != "endpoint":
            saved_queries(folder, options.rounds, options.patience)
        if options.part != "queries":
            endpoint(folder, options.seconds)


def prepare(folder: Path, facts: int) -> None:
    from kg.graph.assemble import assemble
    from kg.graph.store import create
    from tests.bench.generate import generate

    begun = time.perf_counter()
    assembled = assemble(generate(facts))
    made = time.perf_counter()
    create(folder / "store", assembled)
    print(f"\ngenerated in {made - begun:.1f} s, written to the store in {time.perf_counter() - made:.1f} s")


def saved_queries(folder: Path, rounds: int, patience: int) -> None:
    """Print a line for each saved query."""
    import rdflib
    from pyoxigraph import DefaultGraph, Literal, NamedNode

    from kg.graph.query import run
    from kg.graph.saved import bind, load
    from kg.graph.store import open_store
    from kg.graph.terms import ONTOLOGY_GRAPH
    from kg.vocabulary import PREFIXES

    store = open_store(folder / "store")
    begun = time.perf_counter()
    dataset = rdflib.Dataset()
    for graph in (DefaultGraph(), NamedNode(ONTOLOGY_GRAPH[1:-1])):
        target = dataset.default_graph if isinstance(graph, DefaultGraph) else dataset.graph(graph.value)

        def node(term: object) -> rdflib.term.Identifier:
            if isinstance(term, NamedNode):
                return rdflib.URIRef(term.value)
            if isinstance(term, Literal):
                plain = term.language or term.datatype.value.endswith("#string")
                return rdflib.Literal(term.value, lang=term.language, datatype=None if plain else term.datatype.value)
            return rdflib.BNode(term.value)  # type: ignore[attr-defined]

        for quad in store.quads_for_pattern(None, None, None, graph):
            target.add((node(quad.subject), node(quad.predicate), node(quad.object)))
    size = len(dataset.default_graph)
    print(f"{size:,} triples; rdflib took {time.perf_counter() - begun:.0f} s to load them\n")
    print(f"{'saved query':16} {'rows':>8} {'store s':>9} {'rdflib s':>9} {'times':>8}")
    ratios = []
    for query in load().values():
        text = bind(query, examples(query.name, [one.name for one in query.parameters]), store)
        taken = []
        for _ in range(rounds):
            begun = time.perf_counter()
            answer = run(store, text)
            taken.append(time.perf_counter() - begun)
        begun = time.perf_counter()
        with stopped(max(patience, 1 + int(40 * statistics.median(taken)))) as was:
            rows = sum(1 for _ in dataset.query(text, initNs=dict(PREFIXES)))
            if rows != len(answer):
                print(f"{query.name}: {len(answer)} rows in the store, {rows} in rdflib", file=sys.stderr)
        other = time.perf_counter() - begun
        ratios.append(other / statistics.median(taken))
        mark = ">" if was else " "
        print(
            f"{query.name:16} {len(answer):8,} {statistics.median(taken):9.4f} "
            f"{mark}{other:8.2f} {mark}{ratios[-1]:7.0f}",
            flush=True,
        )
    print(f"\nmedian: {statistics.median(ratios):.0f} times, least: {min(ratios):.1f} times")


def examples(name: str, parameters: list[str]) -> dict[str, str]:
    """Values for the parameters: entities with many facts, so that there is something to find."""
    by_kind = {
        "place": "District-00000003",
        "other": "City-00000002",
        "province": "Province-00000001",
        "builder": "Enterprise-0000000c",
        "member": "District-00000003",
        "industry": "Industry-00000012",
        "organization": "Government-0000000d",
        "producer": "Enterprise-0000000c",
        "party": "District-00000003",
        "class": "District",
        "below": "0.42",
        "sources": "2",
        "indicator": "investment",
        "status": "Planned",
        "document": "000000.txt",
    }
    wanted = {one: by_kind.get(one, "District-00000003") for one in parameters}
    if name == "industries":
        del wanted["industry"]
    if name == "evidence":
        del wanted["object"]
    if name == "lines":
        del wanted["other"]
    return wanted


class _TimeIsUpError(Exception):
    pass


@contextmanager
def stopped(seconds: int) -> Iterator[list[bool]]:
    """End the block after so many seconds; the list is filled when it was."""
    was: list[bool] = []

    def late(number: int, frame: FrameType | None) -> None:
        raise _TimeIsUpError

    signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield was
    except _TimeIsUpError:
        was.append(True)
    finally:
        signal.alarm(0)


def endpoint(folder: Path, seconds: float) -> None:
    """Print how many lookups a second are answered, and how fast."""
    command = [sys.executable, "-m", "kg", "serve", "--graph", str(folder), "--port", "0", "--timeout", "3"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        assert process.stdout is not None
        url = process.stdout.readline().strip()
        head = f"endpoint, {CLIENTS} clients"
        print(f"\n{head:34} {'per second':>10} {'median ms':>10} {'99 % ms':>9} {'errors':>7}")
        things = entities(url)
        measure("entity lookups", url, things, seconds)
        done = threading.Event()
        statuses: list[int] = []
        hog = threading.Thread(target=_hog, args=(url, done, statuses))
        hog.start()
        time.sleep(0.3)
        measure("beside a query at its limit", url, things, seconds)
        done.set()
        hog.join()
        print(f"the other client's queries ended with {sorted(set(statuses))}")
    finally:
        process.terminate()
        process.wait()


def entities(url: str) -> list[str]:
    """Some that there are."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    query = "SELECT DISTINCT ?e { ?e kg:mentionedIn ?d } LIMIT 5000"
    connection.request("GET", "/sparql?" + urlencode({"query": query}), headers={"Accept": "text/csv"})
    return connection.getresponse().read().decode().split()[1:]


def measure(label: str, url: str, things: list[str], seconds: float) -> None:
    _clients(url, things, 1.0)  # warm
    results = _clients(url, things, seconds)
    taken = sorted(one for _, times in results for one in times)
    errors = sum(failed for failed, _ in results)
    print(
        f"{label:34} {len(taken) / seconds:10.0f} {statistics.median(taken) * 1000:10.1f} "
        f"{taken[int(len(taken) * 0.99)] * 1000:9.1f} {errors:7}",
        flush=True,
    )


def _clients(url: str, things: list[str], seconds: float) -> list[tuple[int, list[float]]]:
    with ThreadPoolExecutor(CLIENTS) as clients:
        return list(clients.map(lambda seed: _client(url, things, seconds, seed), range(CLIENTS)))


def _client(url: str, things: list[str], seconds: float, seed: int) -> tuple[int, list[float]]:
    """(errors, seconds of each answer) of one client."""
    chance = random.Random(seed)
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=30)
    errors, taken = 0, []
    until = time.perf_counter() + seconds
    while (begun := time.perf_counter()) < until:
        query = f"SELECT ?p ?o WHERE {{ <{chance.choice(things)}> ?p ?o }}"
        connection.request("GET", "/sparql?" + urlencode({"query": query}, quote_via=quote))
        answer = connection.getresponse()
        body = answer.read()
        taken.append(time.perf_counter() - begun)
        errors += answer.status != 200 or b'"bindings":[]' in body
    connection.close()
    return errors, taken


def _hog(url: str, done: threading.Event, statuses: list[int]) -> None:
    parts = urlsplit(url)
    while not done.is_set():
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=60)
        connection.request("GET", "/sparql?" + urlencode({"query": ENDLESS}))
        statuses.append(connection.getresponse().status)
        connection.close()


if __name__ == "__main__":
    main()

"""The order of the stages and what becomes of documents that go wrong; the rooms themselves are tested elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from kg import pipeline
from kg.errors import InputError, KgError, UsageError
from kg.model import Document, Entity, Evidence, Fact, Knowledge, Observation, Record, Source
from kg.pipeline import Settings, run


class FakeExtractor:
    """Makes one entity and one fact of each document; stumbles over some."""

    gazetteer = None
    notes = ()

    @classmethod
    def load(cls, **_: object) -> FakeExtractor:
        return cls()

    def read(self, document: Document) -> Record:
        if "缺陷" in document.text:
            raise ZeroDivisionError("a\nb")
        if "拒绝" in document.text:
            raise KgError(f"{document.name}: refused")
        source = Source(document.name, document.digest, document.name, document.encoding, len(document.text))
        evidence = Evidence(document.digest, 0, 2, document.text[:2])
        entity = Entity(document.digest[:8], document.text[:2], ("Enterprise",), documents=(document.digest,))
        fact = Fact(entity.key, "cooperatesWith", entity.key, (evidence,), confidence=len(document.text) / 100)
        observation = Observation(entity.key, "investment", 1.0, "CNY", evidence, confidence=len(document.text) / 100)
        return Record(source, (entity,), (fact,), (observation,))


def _fuse(records: Iterable[Record], _: object) -> Knowledge:
    found = list(records)
    return Knowledge(
        tuple(record.source for record in found),
        tuple(entity for record in found for entity in record.entities),
        tuple(fact for record in found for fact in record.facts),
        tuple(seen for record in found for seen in record.observations),
    )


@pytest.fixture(autouse=True)
def _fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "Extractor", FakeExtractor)
    monkeypatch.setattr(pipeline, "fuse", _fuse)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in {"a": "甲市报道", "b": "乙市的一篇长报道" * 5, "c": "有缺陷的", "d": "会拒绝的", "e": ""}.items():
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    return tmp_path


def test_bad_documents_are_collected_and_the_others_go_on(folder: Path) -> None:
    outcome = run([folder], Settings())
    assert {source.name for source in outcome.knowledge.sources} == {"a.txt", "b.txt"}
    assert [failure.name for failure in outcome.failures] == [str(folder / f"{name}.txt") for name in "cde"]
    assert outcome.failures[0].reason == "a defect in kg (ZeroDivisionError: a b); --debug shows where"
    assert outcome.failures[1].reason == "refused"
    assert "empty" in outcome.failures[2].reason


def test_strict_raises_a_defect(folder: Path) -> None:
    with pytest.raises(ZeroDivisionError) as caught:
        run([folder], Settings(), strict=True)
    assert caught.value.__notes__ == [f"while reading {folder / 'c.txt'}"]


def test_nothing_readable_is_an_error_that_names_each(folder: Path) -> None:
    with pytest.raises(InputError, match="none of the 2 documents") as caught:
        run([folder / "d.txt", folder / "e.txt"], Settings())
    assert [note.split(":")[0] for note in caught.value.__notes__] == [str(folder / "d.txt"), str(folder / "e.txt")]
    with pytest.raises(InputError, match="the document could not be read; nothing is written"):
        run([folder / "d.txt"], Settings())


def test_records_come_sorted_by_digest_whatever_the_order_of_paths(folder: Path) -> None:
    paths = [folder / "a.txt", folder / "b.txt"]
    first, second = run(paths, Settings()), run(paths[::-1], Settings())
    assert first == second
    digests = [source.digest for source in first.knowledge.sources]
    assert digests == sorted(digests)


def test_the_same_bytes_are_one_document_by_its_first_name(folder: Path) -> None:
    (folder / "0.txt").write_bytes((folder / "a.txt").read_bytes())
    outcome = run([folder / "a.txt", folder / "0.txt"], Settings())
    assert [source.name for source in outcome.knowledge.sources] == ["0.txt"]
    assert outcome.notes == ("a.txt: the same document as 0.txt, counted once",)


def test_progress_goes_through_the_stages(folder: Path) -> None:
    told: list[tuple[str, int, int]] = []
    run([folder], Settings(), progress=lambda *state: told.append(state))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["load", "read", "fuse"]
    assert [state for state in told if state[0] == "read"] == [("read", done, 5) for done in range(6)]


def test_minimum_confidence_drops_facts_and_observations_only(folder: Path) -> None:
    said = run([folder], Settings(min_confidence=0.2)).knowledge
    assert len(said.entities) == 2
    assert [fact.confidence for fact in said.facts] == [0.4]
    assert [seen.confidence for seen in said.observations] == [0.4]


@pytest.mark.parametrize(
    ("settings", "workers", "reason"),
    [
        (Settings(min_confidence=1.5), 1, "from 0 to 1"),
        (Settings(min_confidence=float("nan")), 1, "from 0 to 1"),
        (Settings(recognizer="oracle"), 1, "no recognizer 'oracle'; choose one of rules, full"),
        (Settings(), 0, "from 1"),
        (Settings(rules=(Path("none.toml"),)), 1, r"none\.toml: no such file"),
        (Settings(gazetteers=(Path("none.tsv"),)), 1, r"none\.tsv: no such file"),
    ],
)
def test_settings_that_cannot_be(settings: Settings, workers: int, reason: str, folder: Path) -> None:
    with pytest.raises(UsageError, match=reason):
        run([folder], settings, workers=workers)


@pytest.mark.parametrize(
    ("size", "count", "crew"), [(10, 1000, 1), (pipeline.WORTH_WORKERS, 1, 1), (pipeline.WORTH_WORKERS, 4, 3)]
)
def test_workers_are_chosen_by_the_amount_of_text(
    size: int, count: int, crew: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.sched_getaffinity", lambda _: set(range(3)), raising=False)
    file = tmp_path / "a.txt"
    file.write_bytes(b"x" * size)
    assert pipeline._crew([pipeline._File(file, "a.txt", "a.txt")] * count) == crew


def test_workers_are_forked_only_where_no_thread_can_hold_a_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "linux")
    monkeypatch.setattr("threading.active_count", lambda: 1)
    assert pipeline._start_method() == "fork"
    monkeypatch.setattr("threading.active_count", lambda: 2)
    assert pipeline._start_method() == "spawn"
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr("sys.platform", "darwin")
    assert pipeline._start_method() == "spawn"


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux only")
def test_forked_workers_keep_the_order_and_the_failures(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "_start_method", lambda: "fork")
    monkeypatch.setattr(pipeline, "BATCH", 2)
    assert run([folder], Settings(), workers=2) == run([folder], Settings())

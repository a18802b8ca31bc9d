"""The index against a model: a plan against a dictionary, a corpus against what is served."""

import itertools
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path, PurePosixPath

import pytest
from conftest import FakeEncoder
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from advisor.embedding import Vectors
from advisor.errors import CorpusError
from advisor.index import Index, Progress, sync, verify
from advisor.index.plan import Entry, plan
from advisor.text import terms

# Few values, so that the two sides often agree in a part.
ENTRIES = st.builds(
    Entry,
    digest=st.sampled_from("xyz"),
    essay_id=st.just("e"),
    heading=st.sampled_from(["", "Why"]),
    ordinal=st.integers(0, 1),
    start=st.integers(0, 1),
    end=st.just(9),
)
STORES = st.dictionaries(st.sampled_from("abcdef"), ENTRIES)


class TestPlan:
    @given(existing=STORES, wanted=STORES)
    def test_carrying_it_out_gives_what_is_wanted(
        self, existing: dict[str, Entry], wanted: dict[str, Entry]
    ) -> None:
        steps = plan(existing, wanted)
        vectors = {key: entry.digest for key, entry in existing.items()}
        places = dict(existing)
        for key in steps.delete:
            del vectors[key], places[key]
        for key in steps.update:
            assert key in places, "only what is there can be updated"
            places[key] = wanted[key]
        for key in steps.add:
            assert key not in places, "Chroma ignores an id that is there"
            vectors[key], places[key] = wanted[key].digest, wanted[key]
        assert places == wanted
        assert vectors == {key: entry.digest for key, entry in wanted.items()}

    @given(existing=STORES, wanted=STORES)
    def test_every_passage_has_one_fate(
        self, existing: dict[str, Entry], wanted: dict[str, Entry]
    ) -> None:
        steps = plan(existing, wanted)
        assert Counter(steps.add + steps.update + steps.keep) == Counter(wanted.keys())
        assert Counter(steps.delete + steps.update + steps.keep) == Counter(existing.keys())

    @given(wanted=STORES)
    def test_a_second_plan_keeps_everything(self, wanted: dict[str, Entry]) -> None:
        steps = plan(wanted, wanted)
        assert (steps.add, steps.delete, steps.update) == ((), (), ())
        assert steps.keep == tuple(sorted(wanted))


class Interrupted(Exception):
    """Stands for a kill, a full disk, a lost model."""


class Interruptible(FakeEncoder):
    """Encodes until it is told to fail."""

    failing = False

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        if self.failing:
            raise Interrupted
        return super().encode(texts)


PATHS = st.sampled_from(["a.md", "b.md", "b.txt", "c.md", "d/a.md", "d/e.txt", "d/e.md"])
LENGTHS = st.integers(1, 3)


class Curation(RuleBasedStateMachine):
    """A curator works on a corpus and ingests now and then, not always to the end."""

    def __init__(self) -> None:
        super().__init__()
        self.home = tempfile.TemporaryDirectory()
        self.corpus, self.index = Path(self.home.name, "corpus"), Path(self.home.name, "index")
        self.corpus.mkdir()
        self.encoder = Interruptible()
        self.reader = Index(self.index, self.encoder)
        self.files: dict[str, str] = {}
        self.served: dict[str, str] = {}
        self.written = 0

    def teardown(self) -> None:
        self.home.cleanup()

    def write(self, path: str, text: str) -> None:
        (self.corpus / path).parent.mkdir(exist_ok=True)
        (self.corpus / path).write_text(text, encoding="utf-8")
        self.files[path] = text

    def paragraph(self) -> str:
        """Long enough to be a passage of its own, and known by a word like ``w7x``."""
        self.written += 1
        return " ".join(
            f"In year {year} the w{self.written}x sold bread to the town and paid for the flour."
            for year in range(5)
        )

    def expected(self) -> dict[str, str]:
        """Texts by id: the first of equal texts, an id without suffix unless two would share it."""
        stems = {path: str(PurePosixPath(path).with_suffix("")) for path in self.files}
        shared = Counter(stems.values())
        texts: dict[str, str] = {}
        for path in sorted(self.files, key=PurePosixPath):
            if self.files[path] not in texts.values():
                texts[stems[path] if shared[stems[path]] == 1 else path] = self.files[path]
        return texts

    @initialize()
    def begin(self) -> None:
        self.write("a.md", self.paragraph())

    @rule(path=PATHS, length=LENGTHS)
    def add_or_replace(self, path: str, length: int) -> None:
        self.write(path, "\n\n".join(self.paragraph() for _ in range(length)) + "\n")

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.files)))
        kept = self.files[path].rstrip("\n").split("\n\n")
        at = data.draw(st.integers(0, len(kept)))
        self.write(path, "\n\n".join([*kept[:at], self.paragraph(), *kept[at + 1 :]]) + "\n")

    @precondition(lambda self: self.files)
    @rule(data=st.data(), to=PATHS)
    def rename(self, data: st.DataObject, to: str) -> None:
        path = data.draw(st.sampled_from(sorted(self.files)))
        text = self.files.pop(path)
        (self.corpus / path).unlink()
        self.write(to, text)

    @precondition(lambda self: self.files)
    @rule(data=st.data(), to=PATHS)
    def duplicate(self, data: st.DataObject, to: str) -> None:
        self.write(to, self.files[data.draw(st.sampled_from(sorted(self.files)))])

    @precondition(lambda self: self.files)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        path = data.draw(st.sampled_from(sorted(self.files)))
        del self.files[path]
        (self.corpus / path).unlink()

    @precondition(lambda self: not self.files)
    @rule()
    def sync_nothing(self) -> None:
        with pytest.raises(CorpusError):
            sync(self.corpus, self.index, self.encoder)

    @precondition(lambda self: self.files)
    @rule(at=st.sampled_from(["encode", 1, 2]))
    def sync_interrupted(self, at: str | int) -> None:
        calls = itertools.count(1)

        def stop(done: int, total: int) -> None:
            if next(calls) == at:
                raise Interrupted

        self.encoder.failing = at == "encode"
        try:
            sync(self.corpus, self.index, self.encoder, progress=stop)
        except Interrupted:
            return
        finally:
            self.encoder.failing = False
        self.served = self.expected()  # there was too little to do to be interrupted

    @precondition(lambda self: self.files)
    @rule()
    def sync(self) -> None:
        sync(self.corpus, self.index, self.encoder)
        self.served = self.expected()
        assert verify(self.corpus, self.index, self.encoder).problems == ()
        again = sync(self.corpus, self.index, self.encoder)
        assert (again.added, again.updated, again.removed) == ((), (), ())

    @precondition(lambda self: self.served)
    @invariant()
    def the_last_whole_state_is_served(self) -> None:
        generation = self.reader.current()
        essays = {key: generation.essay(key) for key in generation.essay_ids()}
        assert {key: essay.text for key, essay in essays.items() if essay} == self.served

    @precondition(lambda self: self.served)
    @rule(data=st.data())
    def search(self, data: st.DataObject) -> None:
        """A unique word finds every essay that holds it, and no other."""
        words = sorted({word for text in self.served.values() for word in text.split()})
        word = data.draw(st.sampled_from([word for word in words if word.startswith("w")]))
        generation = self.reader.current()
        ids, scores = generation.lexical(terms(word))
        hits = [key for key, score in zip(ids, scores, strict=True) if score > 0]
        found = {hit.essay_id for hit in generation.passages(hits).values()}
        assert found == {key for key, text in self.served.items() if word in text.split()}


TestCuration = Curation.TestCase
TestCuration.settings = settings(max_examples=15, stateful_step_count=12, deadline=None)

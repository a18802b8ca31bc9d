"""Advisor: everything put together."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from advisor import answering, assessment, index, linting
from advisor.assessment import Assessment
from advisor.chatting import ChatModel, chat_model
from advisor.domain import (
    Answer,
    Essay,
    Finding,
    Hit,
    Sentence,
    Status,
    SyncReport,
    Turn,
    Verification,
)
from advisor.embedding import Encoder, Reranker, encoder
from advisor.index import Index, Progress
from advisor.loading import Limits, changes
from advisor.retrieval import retrieve
from advisor.settings import Settings

if TYPE_CHECKING:
    from langchain_core.retrievers import BaseRetriever
    from langchain_core.runnables import Runnable


class Advisor:
    """The adviser over one corpus and one index; thread-safe.

    For example::

        advisor = Advisor.from_settings(Settings(corpus_dir="corpus"))
        advisor.sync()
        print(advisor.ask("What is Internet+?").text)
    """

    def __init__(
        self,
        settings: Settings,
        encoder: Encoder,
        chat: ChatModel | None = None,
        reranker: Reranker | None = None,
    ) -> None:
        """Put the parts together; nothing is opened or loaded before it is needed.

        Args:
            settings: where things are.
            encoder: the embedding model.
            chat: what words the answers; without it they are the essays' own sentences.
            reranker: what orders the passages for an answer; ``search`` stays as it is.
        """
        self.settings = settings
        self._encoder = encoder
        self._chat = chat
        self._reranker = reranker
        self._index = Index(settings.index_dir, encoder)

    @classmethod
    def from_settings(cls, settings: Settings | None = None) -> "Advisor":
        """An advisor with the models that the settings name."""
        chosen = settings or Settings()
        model = encoder(chosen.embedding_model, chosen.cache_dir)
        reranker = Reranker(chosen.reranker) if chosen.reranker else None
        return cls(chosen, model, chat_model(chosen), reranker)

    def sync(
        self,
        progress: Progress | None = None,
        *,
        rebuild: bool = False,
        dry_run: bool = False,
    ) -> SyncReport:
        """Bring the index up to date with the corpus folder.

        Args:
            progress: called with the bytes of documents done, and in all.
            rebuild: make the index anew; known vectors still come from the cache.
            dry_run: change nothing, and report what would be done.

        Raises:
            CorpusError: the folder is missing or holds no essay; nothing is removed.
            IndexLocked: another ingestion is running.
            IndexUnwritable: the index folder cannot be written, or its disk is full.
            ModelUnavailable: the embedding model is needed and cannot be loaded.
        """
        where = self.settings
        return index.sync(
            where.corpus_dir,
            where.index_dir,
            self._encoder,
            limits=limits(where),
            rebuild=rebuild,
            dry_run=dry_run,
            progress=progress,
        )

    def lint(self) -> tuple[Finding, ...]:
        """What should be mended in the files of the corpus folder; the index is not needed.

        Raises:
            CorpusError: the folder is missing or holds no essay.
            EssayError: the README with the vocabulary of tags cannot be read.
        """
        where = self.settings
        return linting.lint(where.corpus_dir, besides=where.index_dir, limits=limits(where))

    def changes(self) -> Iterator[None]:
        """One value when the watch begins, and one after every change that has settled; no end.

        Raises:
            CorpusError: the folder is missing, or is removed.
        """
        return changes(self.settings.corpus_dir, besides=self.settings.index_dir)

    def search(self, query: str, k: int = 8) -> tuple[Hit, ...]:
        """The k best passages as scored, best first, neither merged nor diversified.

        None for a query without a letter or a digit.

        Raises:
            IndexMissing, IndexMismatch, IndexDamaged: the index has to be built first.
        """
        found = retrieve(self._index.current(), self._encoder, _valid(query), k)
        return found.hits if any(map(str.isalnum, query)) else ()

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer that the essays support, every sentence with its exact source.

        Args:
            question: in the words of the reader.
            history: the earlier turns, oldest first.

        Returns:
            The answer, or an abstention that says why; never an exception for a hard question.
            Where a chat model fails, the extractive answer, which says so.

        Raises:
            IndexMissing, IndexMismatch, IndexDamaged: the index has to be built first.
            ModelUnavailable: the chat model cannot be opened: a package or a key is missing.
        """
        *_, answer = self.stream(question, history)
        assert isinstance(answer, Answer)
        return answer

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Sentence | Answer]:
        """The sentences of the answer as they are verified, then exactly one ``Answer``.

        Where a chat model fails in the middle, the ``Answer`` holds the extractive sentences alone;
        those that were given before are verified, and are replaced.

        Raises:
            IndexMissing, IndexMismatch, IndexDamaged: the index has to be built first.
        """
        turns = [
            Turn(question=_valid(turn.question), answer=_valid(turn.answer)) for turn in history
        ]
        yield from answering.steps(
            _valid(question),
            turns,
            self._index.current(),
            self._encoder,
            self._chat,
            self._reranker,
        )

    async def aask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """``ask`` in a worker thread."""
        return await asyncio.to_thread(self.ask, question, history)

    async def astream(
        self, question: str, history: Sequence[Turn] = ()
    ) -> AsyncIterator[Sentence | Answer]:
        """``stream`` with each step in a worker thread."""
        steps = self.stream(question, history)
        while (step := await asyncio.to_thread(next, steps, None)) is not None:
            yield step

    def essays(self) -> tuple[Essay, ...]:
        """Every essay in the index, in the order of the paths."""
        generation = self._index.current()
        found = [generation.essay(essay_id) for essay_id in generation.essay_ids()]
        return tuple(essay for essay in found if essay)

    def essay(self, essay_id: str) -> Essay:
        """The essay as it is indexed, whatever became of its file.

        Raises:
            KeyError: no essay has the id.
        """
        essay = self._index.current().essay(essay_id)
        if essay is None:
            raise KeyError(essay_id)
        return essay

    def assess(self, answers: Iterable[int]) -> Assessment:
        """Whether a company is Internet+ or +Internet, by its own answers, with cited readings.

        Args:
            answers: from 1 (not true) to 5 (entirely true), one for each statement in
                ``advisor.assessment.STATEMENTS``.

        Raises:
            AnswersError: there are too few or too many answers, or one is not on the scale.
            IndexMissing, IndexMismatch, IndexDamaged: the index has to be built first.
        """
        return assessment.assess(answers, self._index.current().essay)

    def status(self) -> Status:
        """What is being served, and the receipt of the last ingestion."""
        generation = self._index.current()
        return Status(
            corpus_dir=str(self.settings.corpus_dir),
            index_dir=str(self.settings.index_dir),
            generation=generation.number,
            model=generation.manifest.model,
            essays=generation.manifest.essays,
            passages=generation.manifest.passages,
            last_sync=index.read_receipt(self.settings.index_dir),
        )

    def verify(self) -> Verification:
        """The index held against the corpus and against itself."""
        where = self.settings
        return index.verify(where.corpus_dir, where.index_dir, self._encoder, limits=limits(where))

    def as_retriever(self, k: int = 8) -> "BaseRetriever":
        """Retrieval for a LangChain chain: ``Document`` objects with their exact span."""
        from advisor.chain import PassageRetriever

        return PassageRetriever(search=self.search, essay=self.essay, k=k)

    def as_runnable(self) -> "Runnable[Any, Any]":
        """The whole advisor as a LangChain runnable, from question to ``Answer``."""
        from advisor.chain import AdvisorChain

        return AdvisorChain(self)


def limits(settings: Settings) -> Limits:
    """What one document may cost, by the settings."""
    return Limits(
        file_bytes=int(settings.max_file_mb * 1_000_000),
        pages=settings.max_pages,
        unpacked_bytes=int(settings.max_unpacked_mb * 1_000_000),
        seconds=settings.max_seconds,
    )


def _valid(text: str) -> str:
    """The text with a question mark for every lone surrogate, which no model can take."""
    return text.encode("utf-8", "replace").decode("utf-8")

"""The LangChain faces of the advisor: a retriever of passages and a runnable that answers."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any, Protocol

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import Runnable, RunnableConfig

from advisor.domain import Answer, Essay, Hit, Sentence, Turn

Question = str | dict[str, Any]
"""A question, or ``{"question": ..., "history": [Turn, ...]}``."""


class PassageRetriever(BaseRetriever):
    """Passages as LangChain documents, with their exact place as metadata."""

    search: Callable[[str, int], tuple[Hit, ...]]
    """Finds the k best passages."""
    essay: Callable[[str], Essay]
    """Looks up an essay by id."""
    k: int = 8

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun
    ) -> list[Document]:
        return [self._document(hit) for hit in self.search(query, self.k)]

    def _document(self, hit: Hit) -> Document:
        passage, essay = hit.passage, self.essay(hit.passage.essay_id)
        return Document(
            id=passage.id,
            page_content=passage.text,
            metadata={
                "essay_id": essay.id,
                "title": essay.title,
                "author": essay.author,
                "date": essay.date,
                "path": essay.path,
                "heading": passage.heading,
                "start": passage.start,
                "end": passage.end,
                "score": hit.score,
            },
        )


class Answers(Protocol):
    """What the chain needs of an advisor."""

    def ask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer."""

    async def aask(self, question: str, history: Sequence[Turn] = ()) -> Answer:
        """The answer, later."""

    def stream(self, question: str, history: Sequence[Turn] = ()) -> Iterator[Sentence | Answer]:
        """Sentences, then the answer."""

    def astream(
        self, question: str, history: Sequence[Turn] = ()
    ) -> AsyncIterator[Sentence | Answer]:
        """Sentences, then the answer, later."""


class AdvisorChain(Runnable[Question, Any]):
    """From a question to an ``Answer``; streamed, its sentences first and the answer last."""

    def __init__(self, advisor: Answers) -> None:
        """Wrap the advisor."""
        self._advisor = advisor

    def invoke(
        self,
        input: Question,
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Answer:
        """The answer."""
        answer: Answer = self._call_with_config(
            lambda asked: self._advisor.ask(*_asked(asked)), input, config
        )
        return answer

    async def ainvoke(
        self,
        input: Question,
        config: RunnableConfig | None = None,
        **kwargs: Any,
    ) -> Answer:
        """The answer, later."""

        async def ask(asked: Question) -> Answer:
            return await self._advisor.aask(*_asked(asked))

        answer: Answer = await self._acall_with_config(ask, input, config)
        return answer

    def stream(
        self,
        input: Question,
        config: RunnableConfig | None = None,
        **kwargs: Any | None,
    ) -> Iterator[Sentence | Answer]:
        """Verified sentences, then exactly one answer."""

        def steps(inputs: Iterator[Question]) -> Iterator[Sentence | Answer]:
            for asked in inputs:
                yield from self._advisor.stream(*_asked(asked))

        yield from self._transform_stream_with_config(iter([input]), steps, config)

    async def astream(
        self,
        input: Question,
        config: RunnableConfig | None = None,
        **kwargs: Any | None,
    ) -> AsyncIterator[Sentence | Answer]:
        """Verified sentences, then exactly one answer, later."""

        async def inputs() -> AsyncIterator[Question]:
            yield input

        async def steps(given: AsyncIterator[Question]) -> AsyncIterator[Sentence | Answer]:
            async for asked in given:
                async for step in self._advisor.astream(*_asked(asked)):
                    yield step

        async for step in self._atransform_stream_with_config(inputs(), steps, config):
            yield step


def _asked(asked: Question) -> tuple[str, tuple[Turn, ...]]:
    if isinstance(asked, str):
        return asked, ()
    return asked["question"], tuple(asked.get("history", ()))

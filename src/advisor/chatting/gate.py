"""The gate: a model's sentence is shown, labelled, or gives way to the essays' own words."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from advisor import drafting
from advisor.domain import Citation, Passage, Sentence
from advisor.grounding import EssayOf, Span, Verdict, Verifier, cite, nearly, verbatim
from advisor.matching import Matcher
from advisor.text import is_question, terms, word_count

INFERENCE = "inference"
"""The role of a sentence that follows from the essays and is said by none of them."""

_LEAST = 4  # words of a sentence; fewer are a heading or a label
_RELEVANT = 0.25  # MaxSim of the question's words to what a sentence is cited for
_NEAR = 0.55  # closeness from which an essay's sentence is on what the drafted one says
_INFERRED = 0.25  # probability from which advice may be shown as an inference
_MARKUP = re.compile(r"<\s*[/!?a-z]|\]\(|```|\b(?:https?|javascript|data):\S|www\.|\{\{|!\[", re.I)
_INFERS = re.compile(
    r"^(?:so|therefore|thus|hence|in short|overall|in sum|consider)\b|"
    r"\b(?:should|could|may|might|worth|suggests?|advisable|sensible)\b",
    re.I,
)
# Words that are addressed to a model or to its user, and that no answer on business needs.
_ADDRESSED = re.compile(
    r"\b(?:ignore|disregard|forget|override|bypass)\b.{0,40}\b(?:instruction|prompt|rule|above|"
    r"previous|prior|guideline|restriction|safety)\w*|"
    r"\b(?:system|developer|hidden) (?:prompt|message|instruction)s?\b|"
    r"\byou are (?:now|no longer)\b|\bas an? (?:ai|language model|assistant)\b|"
    r"\bi(?:'m| am) an? ai\b|"
    r"\bfrom now on\b|\bjailbreak|\bDAN\b|\bbase64\b|\bpasswords?\b|\bapi keys?\b|"
    r"\b(?:respond|reply|answer|output|print|render|write|encode)\b "
    r"(?:only |your |the |it |with |in )*"
    r"(?:response|reply|answer|output|base64|portuguese|emojis?|json|code|script|poem|[\"'“])|"
    r"\byour (?:response|reply|output|answer|instructions|next message)\b|"
    r"\b(?:this|the) (?:response|prompt|conversation|chat)\b|"
    r"^(?:sure|certainly|of course|absolutely|here (?:is|are)|i hope|let me know|please|dear|hello|"
    r"hi|i(?:'m| am) sorry|i cannot|i can't)\b|\bi(?:'ll| will| can| would)\b|"
    r"\bclick (?:here|on|the)\b|^(?:provide|recommend|suggest|summari[sz]e|analy[sz]e|"
    r"translate|generate|compose|show me|help me|give me|tell me|write (?:an?|me))\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What reaches the reader of a drafted sentence, and why it is not the sentence itself."""

    sentence: Sentence | None
    """The drafted one, or the essays' own words in its place; None where nothing is shown."""
    reason: str = ""
    """Why the drafted sentence is not shown, in words; empty where it is, or where an essay says it
    in nearly the same words and those are shown."""


class Gate:
    """What the passages and the question let through."""

    def __init__(
        self,
        question: str,
        passages: Sequence[Passage],
        matcher: Matcher,
        verifier: Verifier,
        essay: EssayOf,
    ) -> None:
        """Keep what sentences are held against.

        Args:
            question: the standalone question.
            passages: what the model was given.
            matcher: the question, with the same passages.
            verifier: over the same passages.
            essay: looks up an essay by id.
        """
        self._asked = frozenset(terms(question))
        self._passages = passages
        self._matcher = matcher
        self._verifier = verifier
        self._essay = essay

    def admit(self, text: str, role: str, cited: Sequence[Citation]) -> Ruling:
        """The sentence as it may be shown, or what is shown in its place.

        Args:
            text: one finished sentence without markers.
            role: what it does in the answer, where it is no inference.
            cited: the citations given so far; the same words keep their marker.
        """
        if unfit := self._unfit(text):
            return Ruling(None, unfit)
        exact = verbatim(text, self._passages)
        if exact is not None:
            return self._cited(exact.text, role, (exact,), cited)
        verdict = self._verifier.verify(text)
        if verdict.supported:
            original = self._original(text, verdict.spans)
            if original is None:
                return self._cited(text, role, verdict.spans, cited)
            if any(_shows(citation, original) for citation in cited):
                return Ruling(None, "said before")
            return self._cited(original.text, role, (original,), cited)
        if _is_inference(text, verdict) and self._bears(verdict.spans):
            return Ruling(Sentence(text=text, role=INFERENCE, support="inference", citations=()))
        return Ruling(self._quoted(verdict, cited), verdict.reason)

    def _original(self, text: str, spans: Sequence[Span]) -> Span | None:
        """What an essay says in nearly the words of the text, where it can be quoted."""
        passages = {span.passage.id: span.passage for span in spans}.values()
        units = [Span(p, start, end) for p in passages for start, end in drafting.spans(p)]
        return nearly(text, [s for s in (*units, *spans) if not self._unfit(s.text)])

    def _quoted(self, verdict: Verdict, cited: Sequence[Citation]) -> Sentence | None:
        """The essay's own sentence where the drafted one comes nearest, unless it is cited."""
        near = verdict.nearest
        if near is None or verdict.closeness < _NEAR:
            return None
        units = [Span(near.passage, start, end) for start, end in drafting.spans(near.passage)]
        holding = [unit for unit in units if unit.start <= near.start and near.end <= unit.end]
        unit = min(holding, key=lambda unit: unit.end - unit.start, default=None)
        if unit is None or self._unfit(unit.text) or any(_shows(c, unit) for c in cited):
            return None
        return self._cited(unit.text, "support", (unit,), cited).sentence

    def _unfit(self, text: str) -> str:
        if is_question(text):
            return "a question"
        if word_count(text) < _LEAST:
            return "a fragment"
        if _MARKUP.search(text):
            return "markup or a link"
        addressed = _ADDRESSED.search(text)
        if addressed and not _asked_for(addressed[0], self._asked):
            return "addressed to the model or its user"
        return ""

    def _cited(
        self, text: str, role: str, spans: Sequence[Span], cited: Sequence[Citation]
    ) -> Ruling:
        if not self._bears(spans):
            return Ruling(None, "does not bear on the question")
        sentence = cite(text, role, spans, self._essay, cited)
        return Ruling(sentence, "" if sentence else "its essay is gone")

    def _bears(self, spans: Sequence[Span]) -> bool:
        """Whether what is cited has to do with the question."""
        if not self._matcher.dense:
            return True
        found = [self._matcher.match(s.passage, s.start, s.end).weighted for s in spans]
        return max(found, default=0.0) >= _RELEVANT


def _shows(citation: Citation, unit: Span) -> bool:
    """Whether the quote holds some of the same words."""
    start, end = unit.passage.start + unit.start, unit.passage.start + unit.end
    own = citation.essay_id == unit.passage.essay_id
    return own and citation.start < end and start < citation.end


def _is_inference(text: str, verdict: Verdict) -> bool:
    """Whether the sentence advises or concludes, and states no fact of its own.

    Nothing may speak against it, and at most one of its words may be new.
    """
    return (
        bool(_INFERS.search(text))
        and not verdict.disagrees
        and not verdict.particular
        and len(verdict.novel) <= 1
        and verdict.probability >= _INFERRED
    )


def _asked_for(addressed: str, asked: Collection[str]) -> bool:
    """Whether the question is on just that: an essay may be about prompts."""
    own = set(terms(addressed))
    return bool(own) and own <= set(asked)

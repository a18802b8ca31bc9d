"""Sentences, tokens, blocks and figures of a text, with exact offsets; English and Chinese."""

from advisor.text.figures import Figure, currency, figures, states_figure
from advisor.text.sentences import (
    block_sentence_spans,
    is_question,
    leans_back,
    sentence_spans,
    word_count,
)
from advisor.text.structure import Block, blocks, escaped, prose_start
from advisor.text.tokens import (
    STOP_TERMS,
    STOP_WORDS,
    Token,
    asked_terms,
    indexed_terms,
    is_cjk,
    terms,
    tokenize,
)

__all__ = [
    "STOP_TERMS",
    "STOP_WORDS",
    "Block",
    "Figure",
    "Token",
    "asked_terms",
    "block_sentence_spans",
    "blocks",
    "currency",
    "escaped",
    "figures",
    "indexed_terms",
    "is_cjk",
    "is_question",
    "leans_back",
    "prose_start",
    "sentence_spans",
    "states_figure",
    "terms",
    "tokenize",
    "word_count",
]

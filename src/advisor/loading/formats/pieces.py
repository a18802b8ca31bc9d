"""The pieces of a text, such as headings and list items, and how they are written as Markdown."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

Kind = Literal["heading", "paragraph", "item", "table", "code"]

# Control characters, soft hyphens, zero-width spaces, byte order marks, invisible tag letters.
_INVISIBLE = re.compile(
    r"[\0-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u2060\ufeff\ufffe\uffff"
    r"\ud800-\udfff\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """One heading, paragraph, list item, table or piece of code."""

    kind: Kind
    text: str
    level: int = 0
    """Of a heading, 1 to 6; of an item and of a paragraph within one, its depth from 1."""
    mark: str = "-"
    """Of an item: ``-`` or its number with a full stop."""
    quoted: bool = False
    linked: int = 0
    """How many characters of the text are links."""


def clean(text: str) -> str:
    r"""The text in NFC, invisible characters removed, white space folded, line breaks kept.

    >>> clean(" Trans\u00adfor\u200bmation  of\tmills \n pays. ")
    'Transformation of mills\npays.'
    """
    visible = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return "\n".join(" ".join(line.split()) for line in visible.split("\n")).strip()


def table(rows: Iterable[Sequence[str]]) -> str:
    r"""The rows as a Markdown table under its first row; empty without a cell that holds text.

    >>> table([["Item", "Price"], ["Scale"]])
    '| Item | Price |\n| --- | --- |\n| Scale |  |'
    """
    full = [[" ".join(cell.split()) for cell in row] for row in rows]
    full = [row for row in full if any(row)]
    width = max(map(len, full), default=0)
    lines = [f"| {' | '.join([*row, *[''] * (width - len(row))])} |" for row in full]
    return "\n".join([*lines[:1], f"|{' --- |' * width}", *lines[1:]]) if lines else ""


def render(pieces: Sequence[Piece]) -> str:
    r"""The pieces as one text that ends with a line break, or an empty one.

    >>> steps = [Piece(kind="item", text=text, level=1) for text in ("Count.", "Compare.")]
    >>> render([Piece(kind="heading", text="How", level=2), *steps])
    '## How\n\n- Count.\n- Compare.\n'
    """
    if not pieces:
        return ""
    parts = [_lines(pieces[0])]
    for before, piece in pairwise(pieces):
        parts += [_gap(before, piece), _lines(piece)]
    return "".join(parts) + "\n"


def _lines(piece: Piece) -> str:
    indent = "   " * (piece.level - 1)
    lines = piece.text.split("\n")
    if piece.kind == "heading":
        lines = [f"{'#' * piece.level} {' '.join(lines)}"]
    elif piece.kind == "code":
        lines = ["```", *lines, "```"]
    elif piece.level:
        first = f"{piece.mark} " if piece.kind == "item" else "   "
        lines = [f"{indent}{first}{lines[0]}", *(f"{indent}   {line}" for line in lines[1:])]
    if piece.quoted:
        lines = [f"> {line}".rstrip() for line in lines]
    return "\n".join(lines)


def _gap(before: Piece, piece: Piece) -> str:
    listed = before.kind in ("item", "paragraph") and before.level and piece.level
    if before.quoted and piece.quoted:
        return "\n" if listed and piece.kind == "item" else "\n>\n"
    if listed and piece.kind in ("item", "paragraph") and not (before.quoted or piece.quoted):
        return "\n"
    return "\n\n"

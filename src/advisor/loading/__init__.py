"""Files of the corpus folder become clean essays.

``documents`` finds the files, ``essay_of`` turns one into an ``Essay``; binary formats are parsed
in a ``Worker``. What is cleaned away is always a whole block (front matter, footnote definitions,
page furniture at the end); the lines of the article itself are never trimmed or rewritten.
"""

from advisor.loading.files import FORMATS, Documents, documents, ignored
from advisor.loading.footnotes import definitions, marks, with_footnotes_blanked
from advisor.loading.formats import Limits
from advisor.loading.frontmatter import FrontMatter, field_lines, front_matter
from advisor.loading.reading import (
    LOADER_VERSION,
    TEXT_FORMATS,
    Parse,
    essay_of,
    plain_text,
    read_file,
)
from advisor.loading.watching import changes
from advisor.loading.worker import Worker

__all__ = [
    "FORMATS",
    "LOADER_VERSION",
    "TEXT_FORMATS",
    "Documents",
    "FrontMatter",
    "Limits",
    "Parse",
    "Worker",
    "changes",
    "definitions",
    "documents",
    "essay_of",
    "field_lines",
    "front_matter",
    "ignored",
    "marks",
    "plain_text",
    "read_file",
    "with_footnotes_blanked",
]

"""Files of the corpus folder become clean essays.

``documents`` finds the files, ``essay_of`` turns one into an ``Essay``; binary formats are parsed
in a ``Worker``. What is cleaned away is
always a whole block (front matter, footnote definitions, page furniture at the end); the lines of
the article itself are never trimmed or rewritten.
"""

from advisor.loading.files import Documents, documents, ignored
from advisor.loading.formats import Limits
from advisor.loading.reading import LOADER_VERSION, Parse, essay_of, read_file
from advisor.loading.watching import changes
from advisor.loading.worker import Worker

__all__ = [
    "LOADER_VERSION",
    "Documents",
    "Limits",
    "Parse",
    "Worker",
    "changes",
    "documents",
    "essay_of",
    "ignored",
    "read_file",
]

"""Files of the corpus folder become clean essays.

``documents`` finds the files, ``read_essay`` turns one into an ``Essay``. What is cleaned away is
always a whole block (front matter, footnote definitions, page furniture at the end); the lines of
the article itself are never trimmed or rewritten.
"""

from advisor.loading.files import Documents, documents
from advisor.loading.reading import LOADER_VERSION, read_essay

__all__ = ["LOADER_VERSION", "Documents", "documents", "read_essay"]

"""Documents are added to the corpus folder and removed from it; a failure leaves it as it was."""

import os
import re
import secrets
import threading
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from advisor.advisor import Advisor, limits
from advisor.domain import SyncReport
from advisor.errors import CorpusError, EssayError
from advisor.index import Progress
from advisor.loading import FORMATS, Worker, documents, essay_of, ignored, read_file

_LONGEST_NAME = 200  # bytes; file systems hold 255
_UNSAFE = re.compile(r"[^\w .+()-]")
_writing = threading.Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Curated:
    """What became of the documents that were handed in."""

    report: SyncReport | None
    """Of the ingestion that followed; None where there was nothing to ingest."""
    refused: tuple[tuple[str, str], ...] = ()
    """Pairs of the name as it was given, and the reason; none of these is kept."""


def file_name(given: str) -> str:
    """The name under which an uploaded document is kept, directly in the corpus folder.

    Folders are cut off, and what file systems or shells might take amiss becomes a hyphen.

    Raises:
        EssayError: nothing is left, the format is not read, or the loader would ignore the name.

    >>> file_name("../../etc/Mill <2020>.MD")
    'Mill -2020-.md'
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", given))[-1]
    pure = PurePosixPath(_UNSAFE.sub("-", last).strip(" "))
    stem = pure.stem.strip(" ").encode()[:_LONGEST_NAME].decode(errors="ignore")
    suffix = pure.suffix.lower()
    if suffix not in FORMATS:
        raise EssayError(
            "is not of a format that is read", hint=f"The formats are {', '.join(FORMATS)}."
        )
    if ignored(f"{stem}{suffix}") or not re.search(r"\w", stem):
        raise EssayError(
            "has a name that is ignored, such as that of a hidden file or a README",
            hint="Rename the document.",
        )
    return f"{stem}{suffix}"


def add(
    advisor: Advisor,
    files: Sequence[tuple[str, Path]],
    *,
    replace: bool = False,
    progress: Progress | None = None,
) -> Curated:
    """Keep documents in the corpus folder and ingest them.

    Each is read by the loader before it is kept, so that one without text, too large or damaged
    never reaches the folder; neither does one that the ingestion then fails or skips.

    Args:
        advisor: whose corpus it is.
        files: pairs of the name that the document shall have, and where it lies now.
        replace: put a document in the place of one with the same name; else it is refused.
        progress: called with the bytes ingested, and in all.

    Raises:
        AdvisorError: the folder cannot be written, or the ingestion failed; only what reached the
            index is kept.
    """
    refused: list[tuple[str, str]] = []
    kept: dict[str, str] = {}
    with _writing, _undoing(advisor.settings.corpus_dir) as before:
        for given, file in files:
            try:
                path = _checked(advisor, given, file, replace=replace)
            except EssayError as error:
                refused.append((given, f"{error}. {error.hint}"))
            else:
                _keep(advisor.settings.corpus_dir / path, file.read_bytes(), before)
                kept[path] = given
        if not kept:
            return Curated(report=None, refused=tuple(refused))
        report = advisor.sync(progress)
        unread = [pair for pair in (*report.failed, *report.skipped) if pair[0] in kept]
        for path, reason in unread:
            refused.append((kept[path], reason))
            _restore(advisor.settings.corpus_dir / path, before.pop(path))
        if unread:
            before.clear()  # the others are in the index already
            report = advisor.sync(progress)
        return Curated(report=report, refused=tuple(refused))


def remove(advisor: Advisor, path: str, progress: Progress | None = None) -> SyncReport:
    """Delete a document from the corpus folder and from the index.

    Args:
        advisor: whose corpus it is.
        path: of the document, below the corpus folder, as ``Essay.path`` gives it.
        progress: called with the bytes ingested, and in all.

    Raises:
        CorpusError: it is no document of the corpus, the last one, or cannot be deleted.
        AdvisorError: the ingestion failed; the document is put back.
    """
    where = advisor.settings
    with _writing, _undoing(where.corpus_dir) as before:
        if path not in documents(where.corpus_dir, besides=where.index_dir).ids:
            raise CorpusError(
                f"There is no document {path} in the corpus folder",
                hint="Reload the page; it may have been removed already.",
            )
        file = where.corpus_dir / path
        with _told(file):
            content = file.read_bytes()
            file.unlink()
            before[path] = content
        return advisor.sync(progress)


def _checked(advisor: Advisor, given: str, file: Path, *, replace: bool) -> str:
    """The path that the document gets, when the loader makes an essay of it."""
    name, most = file_name(given), limits(advisor.settings)
    folder = advisor.settings.corpus_dir
    with _told(folder):
        taken = {child.name.casefold(): child.name for child in folder.iterdir()}
    before = taken.get(name.casefold())
    if before and not replace:
        raise EssayError(
            f"has the name of another document, {before}",
            hint="Rename it, or choose to replace the other one.",
        )
    if before and not (folder / before).is_file():
        raise EssayError(f"has the name of a folder, {before}", hint="Rename it.")
    path = before or name
    with Worker(most) as worker:
        essay_of(read_file(file, most.file_bytes), path, path, worker.parse)
    return path


@contextmanager
def _undoing(corpus_dir: Path) -> Iterator[dict[str, bytes | None]]:
    """What the documents by path held before; where the block fails they hold it again."""
    before: dict[str, bytes | None] = {}
    try:
        yield before
    except BaseException:
        for path, content in before.items():
            _restore(corpus_dir / path, content)
        raise


def _keep(file: Path, content: bytes, before: dict[str, bytes | None]) -> None:
    with _told(file):
        old = file.read_bytes() if file.is_file() else None
        _write(file, content)
    before.setdefault(file.name, old)


def _restore(file: Path, content: bytes | None) -> None:
    with _told(file):
        if content is None:
            file.unlink(missing_ok=True)
        else:
            _write(file, content)


def _write(file: Path, content: bytes) -> None:
    """Write the whole file or nothing: a hidden file, ignored by the loader, takes its place."""
    hidden = file.with_name(f".{secrets.token_hex(8)}.part")
    try:
        hidden.write_bytes(content)
        os.replace(hidden, file)
    finally:
        hidden.unlink(missing_ok=True)


@contextmanager
def _told(file: Path) -> Iterator[None]:
    """An error of the file system, told as one of the corpus."""
    try:
        yield
    except OSError as error:
        raise CorpusError(
            f"{file} cannot be written: {error.strerror or error}",
            hint="Check the rights of the corpus folder and the space on its disk.",
        ) from error

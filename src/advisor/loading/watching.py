"""Waiting for changes in the corpus folder."""

from collections.abc import Iterator
from pathlib import Path

from advisor.errors import CorpusError
from advisor.loading.files import ignored

_SETTLED_MS = 400  # an editor's save is several events within some tens of milliseconds
_AT_MOST_MS = 3_000


def changes(corpus_dir: Path, besides: Path | None = None) -> Iterator[None]:
    """One value once the watch is on, and one after every burst of changes to essays, without end.

    Hidden and temporary files, which editors write beside the real one, do not count.

    Args:
        corpus_dir: folder of the essays.
        besides: a folder whose changes do not count, such as that of the index.

    Raises:
        CorpusError: the folder is missing, or is removed.
    """
    from watchfiles import watch  # only who watches pays for it

    folder = corpus_dir.resolve()
    apart = besides.resolve() if besides else None
    if apart == folder or (apart and not apart.is_relative_to(folder)):
        apart = None  # only a folder within can be left out

    def counts(_change: object, path: str) -> bool:
        file = Path(path)
        if apart and file.is_relative_to(apart):
            return False
        return file.is_relative_to(folder) and not ignored(file.relative_to(folder).as_posix())

    if not folder.is_dir():
        raise _gone(corpus_dir)
    try:
        bursts = watch(
            folder,
            watch_filter=counts,
            step=_SETTLED_MS,
            debounce=_AT_MOST_MS,
            rust_timeout=_SETTLED_MS,
            yield_on_timeout=True,
        )
        next(bursts)  # from here on nothing is missed, whether or not something has changed
        yield
        for burst in bursts:
            if not folder.is_dir():
                raise _gone(corpus_dir)
            if burst:
                yield
    except FileNotFoundError as error:
        raise _gone(corpus_dir) from error


def _gone(corpus_dir: Path) -> CorpusError:
    return CorpusError(
        f"There is no corpus folder {corpus_dir} to watch",
        hint="Create it, or name another with ADVISOR_CORPUS_DIR.",
    )

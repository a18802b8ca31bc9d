"""Questions without an advisor of one's own: one is kept for every set of settings."""

import functools
import logging
import threading
from collections.abc import Iterable, Sequence

from advisor.advisor import Advisor
from advisor.assessment import Assessment
from advisor.domain import Answer, Turn
from advisor.errors import IndexMissing
from advisor.settings import Settings

_log = logging.getLogger(__name__)
_building = threading.Lock()


def answer(
    question: str, *, history: Sequence[Turn] = (), settings: Settings | None = None
) -> Answer:
    """The answer to one question, with an advisor that is kept for the next one; thread-safe.

    A missing index is built first, which is said on stderr.

    Raises:
        AdvisorError: the settings, the corpus, the index or the model cannot be used.
    """
    return _ready(settings).ask(question, history)


def assess(answers: Iterable[int], *, settings: Settings | None = None) -> Assessment:
    """``Advisor.assess`` with the advisor that ``answer`` keeps.

    Raises:
        AdvisorError: the answers, the settings, the corpus, the index or the model cannot be used.
    """
    return _ready(settings).assess(answers)


def _ready(settings: Settings | None) -> Advisor:
    """The advisor that is kept for these settings, its index built now if there is none."""
    advisor = _cached(settings or Settings())
    with _building:
        try:
            advisor.status()
        except IndexMissing as missing:
            _log.warning("%s; building it from %s", missing, advisor.settings.corpus_dir)
            advisor.sync()
    return advisor


@functools.lru_cache(maxsize=8)
def _cached(settings: Settings) -> Advisor:
    return Advisor.from_settings(settings)

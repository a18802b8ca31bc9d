"""The essays as the page shows them, read again only when another generation is served."""

import threading
import weakref
from collections.abc import Mapping

from advisor.advisor import Advisor
from advisor.domain import Essay

_held: weakref.WeakKeyDictionary[Advisor, tuple[int, Mapping[str, Essay]]]
_held = weakref.WeakKeyDictionary()
_reading = threading.Lock()


def essays(advisor: Advisor) -> Mapping[str, Essay]:
    """The essays that are served now, by id, in the order of their paths.

    Raises:
        IndexMissing, IndexMismatch, IndexDamaged: the index has to be built first.
    """
    number = advisor.status().generation
    with _reading:
        held = _held.get(advisor)
        if held is None or held[0] != number:
            # Should a newer generation be served by now, its number is met at the next call.
            held = number, {essay.id: essay for essay in advisor.essays()}
            _held[advisor] = held
        return held[1]

"""The weights in the package."""

import functools
from importlib import resources

import numpy as np

from advisor.embedding import BundledEncoder, Encoder
from advisor.reader.network import Network

_FILE = "weights.npz"


def reader_for(encoder: Encoder) -> Network | None:
    """The reader of the encoder's token vectors; none for another than the bundled model.

    A network reads the vectors that it was trained on, and no others.
    """
    return _bundled() if encoder.fingerprint == BundledEncoder.fingerprint else None


@functools.cache
def _bundled() -> Network:
    with resources.files(__package__).joinpath(_FILE).open("rb") as file, np.load(file) as found:
        return Network({name: found[name].astype(np.float32) for name in found.files})

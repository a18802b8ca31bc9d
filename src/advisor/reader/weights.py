"""The weights in the package."""

import functools
from importlib import resources

import numpy as np

from advisor.embedding import BundledEncoder, Encoder
from advisor.reader.network import Network, Weights
from advisor.reader.reading import Reader


def reader_for(encoder: Encoder) -> Reader | None:
    """The reader of the encoder's token vectors; none for another than the bundled model.

    A network reads the vectors that it was trained on, and no others.
    """
    if not isinstance(encoder, BundledEncoder):
        return None
    return Reader(_network(), weights("closely.npz"), encoder)


@functools.cache
def _network() -> Network:
    return Network(weights("weights.npz"))


@functools.cache
def weights(file: str) -> Weights:
    """The arrays of one of the package's files, in single precision."""
    with resources.files(__package__).joinpath(file).open("rb") as opened, np.load(opened) as found:
        return {name: found[name].astype(np.float32) for name in found.files}

"""Matrix products of numpy held to the core that asks for them.

OpenBLAS, which numpy's wheels bring, spreads each product over all cores. For the small matrices of a parser its
threads wait longer than they work; with one it is faster than blis, the library that thinc takes by default. Many
reports are read by many processes instead, one a core.
"""

from __future__ import annotations

import ctypes
from pathlib import Path

_SETTERS = (
    "scipy_openblas_set_num_threads64_",
    "scipy_openblas_set_num_threads",
    "openblas_set_num_threads64_",
    "openblas_set_num_threads",
)


def on_one_core() -> bool:
    """Hold numpy's OpenBLAS to one thread in this process; False when numpy has another library, and nothing is done.

    The number of threads changes how long a product takes and no result.
    """
    import numpy as np

    beside = Path(np.__file__).parents[1] / "numpy.libs"
    for file in sorted(beside.glob("*openblas*")):
        try:
            library = ctypes.CDLL(str(file))
        except OSError:
            continue
        for name in _SETTERS:
            setter = getattr(library, name, None)
            if setter is not None:
                setter.argtypes, setter.restype = [ctypes.c_int], None
                setter(1)
                return True
    return False

"""A plugin of pytest that puts the filters of :mod:`pointspread.compat` in the place of SciPy's, before its tests import them."""

from __future__ import annotations

from scipy import ndimage
from scipy._lib import _array_api

from pointspread.compat.scipy import ndimage as ours

for _name in ours.__all__:
    # SciPy looks up by function with which kinds of array it is to be tested.
    _array_api.xp_capabilities_table[getattr(ours, _name)] = _array_api.xp_capabilities_table[getattr(ndimage, _name)]
    setattr(ndimage, _name, getattr(ours, _name))

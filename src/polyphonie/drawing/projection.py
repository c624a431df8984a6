"""From places on the globe to a flat map of the world."""

from __future__ import annotations

import math

from polyphonie.drawing.geometry import Point

_ACROSS = (0.8707, -0.131979, -0.013791, 0.003971, -0.001529)
_UP = (1.007226, 0.015085, -0.044475, 0.028874, -0.005916)


def natural_earth(longitude: float, latitude: float) -> Point:
    """
    Project a place with the Natural Earth projection: neither areas nor angles are kept, both are near enough.

    Parameters
    ----------
    longitude, latitude : float
        In degrees, east and north.

    Returns
    -------
    (x, y)
        x in about [-2.74, 2.74], y in about [-1.43, 1.43], growing towards the north.

    References
    ----------
    .. [1] B. Šavrič, B. Jenny, T. Patterson, D. Petrovič, L. Hurni, "A Polynomial Equation for the
       Natural Earth Projection", Cartography and Geographic Information Science 38(4), 2011.
       doi:10.1559/15230406384363

    Examples
    --------
    >>> natural_earth(0, 0)
    (0.0, 0.0)
    >>> tuple(round(number, 3) for number in natural_earth(180, 0))
    (2.735, 0.0)
    """
    phi, lam = math.radians(latitude), math.radians(longitude)
    square = phi * phi
    fourth = square * square
    a0, a1, a2, a3, a4 = _ACROSS
    b0, b1, b2, b3, b4 = _UP
    x = lam * (a0 + square * (a1 + square * (a2 + fourth * square * (a3 + square * a4))))
    y = phi * (b0 + square * (b1 + fourth * (b2 + square * (b3 + square * b4))))
    return (x, y)

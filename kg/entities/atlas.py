"""Codes that a document may mean in, what the gazetteer knows of them, looked up once, out: parents, distances."""

from __future__ import annotations

from collections.abc import Iterable
from math import asin, cos, radians, sin, sqrt

from kg.entities.weights import REACH
from kg.mentions.gazetteer import Gazetteer

_CAPITALS = frozenset(
    f"{province}0100"
    for province in (*range(13, 16), *range(21, 24), *range(32, 38), *range(41, 47), *range(51, 55), *range(61, 66))
)
_MUNICIPALITIES = frozenset(["110000", "120000", "310000", "500000"])
_DEGREE = 111.0
"""Kilometres that two points are apart at least for each degree between their latitudes."""


class Atlas:
    """What is known of the codes that a document may mean, looked up once."""

    capitals = _CAPITALS
    municipalities = _MUNICIPALITIES

    def __init__(self, codes: Iterable[str], gazetteer: Gazetteer) -> None:
        self._names: dict[str, str] = {}
        self._levels: dict[str, str] = {}
        self._parents: dict[str, tuple[str, ...]] = {}
        self._points: dict[str, tuple[float, float]] = {}
        self._distances: dict[tuple[str, str], float] = {}
        self._provinces: dict[str, str] = {}
        self._cities: dict[str, str] = {}
        for code in codes:
            for each in (*reversed(gazetteer.parents(code)), code):
                if each not in self._names:
                    self._add(each, gazetteer)

    def _add(self, code: str, gazetteer: Gazetteer) -> None:
        """What is known of a code; the ones above it are known already."""
        level, parents = gazetteer.kind(code), gazetteer.parents(code)
        above = parents[0] if parents else ""
        self._names[code], self._levels[code], self._parents[code] = gazetteer.name(code), level, parents
        province = code if level == "province" else self._provinces.get(above, "")
        self._provinces[code] = province
        municipality = province if province in _MUNICIPALITIES else ""
        self._cities[code] = code if level == "city" else self._cities.get(above) or municipality
        if level in {"city", "district"}:
            division = gazetteer.division(code)
            if division.lon is not None and division.lat is not None:
                self._points[code] = (division.lon, division.lat)

    def name(self, code: str) -> str:
        return self._names.get(code, code)

    def level(self, code: str) -> str:
        return self._levels.get(code, "")

    def parents(self, code: str) -> tuple[str, ...]:
        return self._parents.get(code, ())

    def province(self, code: str) -> str:
        """The province that a code is or is in; '' for countries and regions."""
        return self._provinces.get(code, "")

    def city(self, code: str) -> str:
        """The prefecture that a code is or is in, a municipality counting as one; '' where there is none."""
        return self._cities.get(code, "")

    def city_name(self, code: str) -> str:
        return self.name(self.city(code) or self.province(code))

    def has_point(self, code: str) -> bool:
        """Whether the centre point of a code is known."""
        return code in self._points

    def nearest(self, code: str, others: Iterable[str]) -> float:
        """Kilometres to the nearest of other codes whose points are known, REACH at most."""
        nearest = REACH
        if code in self._points:
            lat = self._points[code][1]
            for other in others:  # most are too far north or south, which is seen without any sine
                if abs(self._points[other][1] - lat) * _DEGREE < nearest and other != code:
                    nearest = min(nearest, self.distance(code, other))
        return nearest

    def distance(self, one: str, other: str) -> float:
        """Kilometres between two centre points, both known, on the sphere."""
        found = self._distances.get((one, other))
        if found is None:
            (lon, lat), (lon2, lat2) = self._points[one], self._points[other]
            half = sin(radians(lat2 - lat) / 2) ** 2
            half += cos(radians(lat)) * cos(radians(lat2)) * sin(radians(lon2 - lon) / 2) ** 2
            found = self._distances[one, other] = 2 * 6371.0 * asin(sqrt(half))
        return found

"""Europe's outlines as paths of a drawing, for maps that the server draws.

Lambert's azimuthal equal-area projection around 52° N 10° E, which the European Union uses for its own
statistical maps: a country's ink is in proportion to its land.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import cos, radians, sin, sqrt
from pathlib import Path

SHAPES = Path(__file__).parent / "shapes" / "europe.geo.json"
CENTRE_LONGITUDE, CENTRE_LATITUDE = radians(10), radians(52)
# One unit of the drawing in parts of the earth's radius: about five kilometres.
UNITS_TO_A_RADIUS = 1274
# What the drawing shows: from Iceland to Cyprus, from the North Cape to Crete.
LEFT, TOP, WIDTH, HEIGHT = -346, -452, 816, 832
# Under this size a country is drawn as a dot, or nobody would find Malta.
SMALLEST = 14

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Shape:
    """A country as it is drawn: its outline, and a dot in its middle where the outline is too small to be seen."""

    code: str
    path: str
    dot: tuple[int, int] | None


@cache
def shapes() -> Mapping[str, Shape]:
    """All countries by code, in the order in which they are drawn: those within others last."""
    features = json.loads(SHAPES.read_text(encoding="utf-8"))["features"]
    drawn = [_shape(feature["id"], feature["geometry"]["coordinates"]) for feature in features]
    drawn.sort(key=lambda shape: (shape.dot is not None, shape.code))
    return {shape.code: shape for shape in drawn}


def view_box() -> str:
    """The part of the drawing that is shown."""
    return f"{LEFT} {TOP} {WIDTH} {HEIGHT}"


def _shape(code: str, polygons: Sequence[Sequence[Sequence[Sequence[float]]]]) -> Shape:
    rings = [[_projected(longitude, latitude) for longitude, latitude in ring] for ring, *_holes in polygons]
    points = [point for ring in rings for point in ring]
    left, right = min(x for x, _y in points), max(x for x, _y in points)
    top, bottom = min(y for _x, y in points), max(y for _x, y in points)
    small = max(right - left, bottom - top) < SMALLEST
    middle = (round((left + right) / 2), round((top + bottom) / 2))
    return Shape(code, "".join(map(_path, rings)), middle if small else None)


def _projected(longitude: float, latitude: float) -> Point:
    """Where a place lies in the drawing; downwards is positive, as screens want it."""
    west_east, north = radians(longitude) - CENTRE_LONGITUDE, radians(latitude)
    across = cos(CENTRE_LATITUDE) * cos(north) * cos(west_east)
    scale = UNITS_TO_A_RADIUS * sqrt(2 / (1 + sin(CENTRE_LATITUDE) * sin(north) + across))
    up = cos(CENTRE_LATITUDE) * sin(north) - sin(CENTRE_LATITUDE) * cos(north) * cos(west_east)
    return scale * cos(north) * sin(west_east), -scale * up


def _path(ring: Iterable[Point]) -> str:
    """A closed outline in whole units, each step from the one before: half as long as absolute places."""
    places = [(round(x), round(y)) for x, y in ring]
    # The last place of a ring is its first again; "z" closes the outline.
    steps = [(x - before_x, y - before_y) for (before_x, before_y), (x, y) in pairwise(places[:-1])]
    (x, y), shown = places[0], " ".join(f"{across} {down}" for across, down in steps if across or down)
    return f"M{x} {y}l{shown}z".replace(" -", "-")

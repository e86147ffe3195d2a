"""The map of Europe."""

import re

from koinon.doors.website import europe


def test_every_country_has_an_outline_in_the_drawing() -> None:
    drawn = europe.shapes()
    assert len(drawn) == 49
    assert {"IT", "GB", "GR", "XK", "UA", "CY", "IS"} <= set(drawn)
    for shape in drawn.values():
        assert re.fullmatch(r"(M-?\d+[ -]\d+l(-?\d+[ -]?)*-?\d+z)+", shape.path), shape.code


def test_small_countries_get_a_dot_inside_what_is_shown() -> None:
    dots = {code: shape.dot for code, shape in europe.shapes().items() if shape.dot}
    assert {"MT", "SM", "VA", "LI", "AD", "MC"} == set(dots)
    for x, y in dots.values():
        assert europe.LEFT < x < europe.LEFT + europe.WIDTH
        assert europe.TOP < y < europe.TOP + europe.HEIGHT


def test_north_is_up_and_east_is_right() -> None:
    def start(code: str) -> tuple[int, int]:
        found = re.match(r"M(-?\d+) ?(-?\d+)", europe.shapes()[code].path)
        assert found is not None
        return int(found[1]), int(found[2])

    assert start("NO")[1] < start("DE")[1] < start("IT")[1]
    assert start("PT")[0] < start("FR")[0] < start("PL")[0]

"""Rulebooks made for a test: CECOP's texts with something changed, or with tables of their own."""

from collections.abc import Mapping, Sequence

from koinon.statutes.rulebook import Rulebook, RulebookError, RulebookErrors, parse_rulebook


def changed(texts: Mapping[str, str], name: str, old: str, new: str) -> dict[str, str]:
    """The texts with the first `old` of a file replaced; it has to be there."""
    assert old in texts[name], f"{old!r} is not in {name}"
    return {**texts, name: texts[name].replace(old, new, 1)}


def errors_in(texts: Mapping[str, str]) -> tuple[RulebookError, ...]:
    """All errors of a rulebook."""
    try:
        parse_rulebook(texts)
    except RulebookErrors as found:
        return found.errors
    return ()


def table(edges: Sequence[int], cells: Sequence[str], *, counted: bool) -> str:
    """The rows of a table with these upper edges; one cell more than edges, for the row without an end."""
    rows = []
    for place, cell in enumerate(cells):
        begin = (
            "from = 0" if place == 0 else f"from = {edges[place - 1] + 1}" if counted else f"above = {edges[place - 1]}"
        )
        end = f", up_to = {edges[place]}" if place < len(edges) else ""
        rows.append(f"    {{ {begin}{end}, {cell} }},")
    return "[\n" + "\n".join(rows) + "\n]"


def with_part(texts: Mapping[str, str], lines: str) -> Rulebook:
    """CECOP's rulebook with a fourth category, `friend`, whose fee has one part of these lines."""
    category = """
[categories.friend]
label.en = "Friend"
plural.en = "Friends"
summary.en = "Whoever likes to help."
rank = 4
source = ["S28"]
"""
    fee = f"""
[fees.friend]
label.en = "Friend's fee"
source = ["S45"]

[[fees.friend.parts]]
key = "part"
label.en = "Part"
illustrative = true
source = ["S45"]
{lines}
"""
    return parse_rulebook(
        {
            **texts,
            "categories.toml": texts["categories.toml"] + category,
            "fees.toml": texts["fees.toml"] + fee,
        }
    )

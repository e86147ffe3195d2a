"""The registries of actions and permissions as data and as pages of docs/."""

import inspect
from collections.abc import Mapping
from typing import Any

from koinon.core.action import all_actions
from koinon.core.permissions import MANDATES, ROLES, Permission, all_permissions, permission_named
from koinon.core.spec import Private, Spec

SYSTEM = "system"
MADE_BY = "<!-- Made by `bin/koinon docs` from the registries; do not edit. -->"
ACTIONS_INTRO = """# Actions

Every write in this house is one of these. Each checks its permission, runs in one transaction, leaves a line
in the journal and can be asked for under a key, so that asking twice does it once."""
PERMISSIONS_INTRO = """# Permissions

Offices hold a permission over the whole confederation; mandates hold it over the one organisation they are
for. Both count from their first to their last day and are looked up at the moment of use. The rulebook's
procedures may narrow a step further (who approves, who issues). `system` is the house itself: the worker,
the command line's `setup`, the demo."""


def actions_table() -> list[dict[str, Any]]:
    """Every action as data."""
    return [_action_row(spec) for spec in all_actions()]


def _action_row(spec: Spec) -> dict[str, Any]:
    needed = permission_named(spec.needs)
    return {
        "name": spec.name,
        "does": spec.sentence,
        "needs": spec.needs,
        "offices": _in_order(ROLES, needed.roles),
        "mandates": _in_order(MANDATES, needed.mandates) if spec.over is not None else [],
        "system": SYSTEM in needed.roles,
        "subjects": spec.subjects or None,
        "inputs": [name for name in inspect.signature(spec.function).parameters if name not in ("actor",)],
        "redacted": sorted(spec.redacted),
        "private": [flag.name.lower() for flag in Private if flag in spec.private and flag.name],
        "rule": spec.rule or None,
        "announces": spec.fact.__name__,
    }


def actions_page() -> str:
    """docs/actions.md."""
    lines, room = [MADE_BY, ACTIONS_INTRO], ""
    for spec in all_actions():
        if spec.room != room:
            room = spec.room
            lines += ["", f"## {room}"]
        lines += ["", *_action_lines(_action_row(spec))]
    return "\n".join(lines) + "\n"


def _action_lines(row: dict[str, Any]) -> list[str]:
    who = [str(ROLES[role]) for role in row["offices"]]
    who += [f"{MANDATES[role]} of the organisation" for role in row["mandates"]]
    who += ["the house itself"] if row["system"] else []
    details = [
        f"- needs `{row['needs']}`: {', '.join(who)}",
        f"- told: {', '.join(f'`{name}`' for name in row['inputs']) or 'nothing'}",
        f"- announces `{row['announces']}`",
    ]
    if row["subjects"]:
        details.append(f"- for many {row['subjects']} at once, in chunks")
    if row["rule"]:
        details.append(f"- applies the rulebook's {row['rule']}")
    if row["redacted"]:
        details.append(f"- the journal keeps only a digest of {', '.join(f'`{name}`' for name in row['redacted'])}")
    if row["private"]:
        details.append(f"- the journal does not learn: {', '.join(row['private'])}")
    return [f"### {row['name']}", "", row["does"], "", *details]


def _in_order(known: Mapping[str, object], held: frozenset[str]) -> list[str]:
    return [key for key in known if key in held]


def permissions_table() -> list[dict[str, Any]]:
    """Every permission as data."""
    return [
        {
            "name": known.name,
            "allows": str(known.words),
            "offices": _in_order(ROLES, known.roles),
            "mandates": _in_order(MANDATES, known.mandates),
            "system": SYSTEM in known.roles,
        }
        for known in all_permissions()
    ]


def permissions_page() -> str:
    """docs/permissions.md: a matrix, offices first, then mandates."""
    offices, mandates = list(ROLES), list(MANDATES)
    titles = [str({**ROLES, **MANDATES}[key]) for key in (*offices, *mandates)]
    head = ["permission", "allows to", *titles, "system"]
    lines = [MADE_BY, PERMISSIONS_INTRO, "", _line(head), _line(["---", "---", *[":-:"] * (len(titles) + 1)])]
    lines += [_line(_permission_cells(known, offices, mandates)) for known in all_permissions()]
    return "\n".join(lines) + "\n"


def _permission_cells(known: Permission, offices: list[str], mandates: list[str]) -> list[str]:
    held = [key in known.roles for key in offices] + [key in known.mandates for key in mandates]
    return [
        f"`{known.name}`",
        str(known.words),
        *("●" if holds else "" for holds in held),
        "●" if SYSTEM in known.roles else "",
    ]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"

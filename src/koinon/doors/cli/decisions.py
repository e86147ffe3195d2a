"""Reads which decision of a body stands behind a step."""

from koinon.core.decisions import DecisionReference
from koinon.doors.cli.options import WrongInput, day


def decision(written: str, body: str | None, decided_on: str | None) -> DecisionReference:
    """The decision behind a step: "BODY; DAY; REFERENCE" in one, or the reference with body and day apart."""
    parts = [part.strip() for part in written.split(";")]
    if len(parts) == 1 and body and decided_on:
        return DecisionReference(body, day(decided_on), parts[0])
    if len(parts) != 3 or body or decided_on or not all(parts):
        raise WrongInput(
            f'--decision: found {written!r}, allowed: "BODY; DAY; REFERENCE", for example '
            '"General Assembly; 2025-05-22; GA2025/7", or the reference alone with --body and --decided-on'
        )
    return DecisionReference(parts[0], day(parts[1]), parts[2])

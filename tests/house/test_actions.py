"""No action without a permission, a fact, a test of its success and a test of its refusal."""

import re
from functools import cache
from pathlib import Path

import pytest

from koinon.core.action import all_actions
from koinon.core.permissions import all_permissions
from koinon.core.spec import Spec
from tests.house.source import ROOT, python_files

ACTIONS = [spec for spec in all_actions() if spec.function.__module__.startswith("koinon.")]
REFUSES = re.compile(r"raises\(Refused\)|refus|declined|code_of")


@cache
def _tests_of(room: str) -> str:
    return "\n".join(file.read_text() for file in sorted(Path(ROOT / "tests" / "rooms" / room).glob("*.py")))


def _functions_that_name(spec: Spec) -> list[str]:
    """The tests (with their decorators) and helpers of the room that speak of an action by its function."""
    pieces = re.split(r"\n(?=(?:@|def ))", _tests_of(spec.room))
    return [piece for piece in pieces if re.search(rf"\b{spec.function.__name__}\b", piece)]


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.name)
def test_every_action_is_tested_for_success_and_refusal(spec: Spec) -> None:
    speaking = _functions_that_name(spec)
    assert speaking, f"tests/rooms/{spec.room} never calls {spec.function.__name__}"
    assert any(REFUSES.search(piece) for piece in speaking), f"no refusal of {spec.name} is tested"


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.name)
def test_every_action_is_tested_for_its_line_in_the_journal(spec: Spec) -> None:
    assert f'"{spec.name}"' in _tests_of(spec.room), f"tests/rooms/{spec.room} never looks for the line of {spec.name}"


@pytest.mark.parametrize("spec", ACTIONS, ids=lambda spec: spec.name)
def test_every_action_says_what_a_secretary_would_say(spec: Spec) -> None:
    assert spec.sentence.endswith((".", ":"))
    assert spec.name == f"{spec.function.__module__.split('.')[2]}.{spec.function.__name__}"


def test_every_permission_is_asked_for() -> None:
    source = "\n".join(file.read_text() for file in python_files() if file.name != "permissions.py")
    unused = [
        permission.name
        for permission in all_permissions()
        if permission.name.split(".")[0] != "workbench" and f'"{permission.name}"' not in source
    ]
    assert unused == []


def test_actions_that_apply_a_rule_keep_its_version() -> None:
    without = [spec.name for spec in ACTIONS if spec.rule and "rulebook" not in spec.fact.__dataclass_fields__]
    assert without == []

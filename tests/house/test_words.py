"""Every word on screen can be translated: in templates and where Python speaks to people."""

import ast
import re
from pathlib import Path

import pytest

from tests.house.source import SOURCE, named, python_files

BLOCKS = re.compile(
    r"{%\s*blocktrans(?:late)?\b.*?{%\s*endblocktrans(?:late)?\s*%}|{%\s*comment.*?{%\s*endcomment\s*%}"
    r"|{%\s*block\s+\w*class\w*\s*%}.*?{%\s*endblock.*?%}"
    r"|{#.*?#}|<!--.*?-->|<(script|style|svg|pre|code)\b.*?</\1>",
    re.DOTALL,
)
SPOKEN = re.compile(r'\b(?:alt|title|aria-label|placeholder)="([^"{]*[A-Za-z]{2,}[^"{]*)"')
TAGS = re.compile(r"{%.*?%}|{{.*?}}|<[^>]*>|&\w+;", re.DOTALL)
WORD = re.compile(r"[^\W\d_]{2,}")
TEMPLATES = sorted(SOURCE.rglob("*.html"))

# Names are not translated, and the two pages that must render when everything else fails speak English only.
NOT_WORDS = {"Koinon", "bin", "koinon"}
EXCUSED = {"src/koinon/project/templates/500.html": "renders when nothing else does, translation included"}

SPEAKING_CALLS = {"refuse": 1, "Refusal": 1, "success": 1, "error": 1, "warning": 1, "info": 1}
SPEAKING_NAMES = {"label", "help_text", "kept", "to_do", "empty_label", "verbose_name", "verbose_name_plural"}
SPEAKERS = {"messages"}


def untranslated(template: str) -> list[str]:
    """The words of a template that stand outside any translation."""
    bare = BLOCKS.sub(" ", template)
    spoken = [word for text in SPOKEN.findall(bare) for word in WORD.findall(text)]
    return [word for word in (*spoken, *WORD.findall(TAGS.sub(" ", bare))) if word not in NOT_WORDS]


@pytest.mark.parametrize("template", TEMPLATES, ids=named)
def test_templates_speak_through_gettext(template: Path) -> None:
    if named(template) in EXCUSED:
        return
    assert untranslated(template.read_text()) == []


def test_the_check_of_templates_finds_bare_words() -> None:
    assert untranslated('<p title="Close it">{% translate "Open" %} now</p>') == ["Close", "it", "now"]
    assert untranslated('{% blocktranslate %}All of it{% endblocktranslate %} {{ name }} <b class="so">1</b>') == []


def _bare_words(tree: ast.AST) -> list[int]:
    found = []
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        words = [keyword.value for keyword in node.keywords if keyword.arg in SPEAKING_NAMES]
        place = _place_of_words(node.func)
        words += node.args[place : place + 1] if place is not None else []
        found += [w.lineno for w in words if isinstance(w, ast.Constant) and isinstance(w.value, str) and w.value]
    return found


def _place_of_words(function: ast.expr) -> int | None:
    if isinstance(function, ast.Name):
        return SPEAKING_CALLS.get(function.id) if function.id in {"refuse", "Refusal"} else None
    if isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name) and function.value.id in SPEAKERS:
        return SPEAKING_CALLS.get(function.attr)
    return None


def test_python_speaks_through_gettext() -> None:
    # Registrations (apps.py, migrations) and the command line's argparse are not screens.
    files = [
        file for file in python_files("core", "rooms", "doors") if file.name != "apps.py" and "cli" not in file.parts
    ]
    bare = {named(file): lines for file in files if (lines := _bare_words(ast.parse(file.read_text())))}
    assert bare == {}


def test_the_check_of_python_finds_bare_words() -> None:
    assert _bare_words(ast.parse('refuse("code", "Words")\nmessages.error(r, "Words")\nField(label="Words")')) == [
        1,
        2,
        3,
    ]
    assert _bare_words(ast.parse('refuse("code", _("Words"))\nField(label=_("Words"))')) == []

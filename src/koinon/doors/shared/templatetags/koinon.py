"""The components and formats, for templates: `{% load koinon %}`.

Formats: money, whole_money, brief_money, number, percent, long_date, day_and_month, moment, say.
Components: icon, mark, button, field, fields, error_summary, pill, explanation, task, steps, events, person,
figure, empty, listing, text_changes, and the blocks notice and confirm. The style page shows each of them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.template.context import Context
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from koinon.doors.shared import accounts, states, words
from koinon.doors.shared import fields as shown_fields
from koinon.doors.shared.text_changes import changes_between

register = template.Library()
for show in (
    words.money,
    words.whole_money,
    words.brief_money,
    words.number,
    words.percent,
    words.long_date,
    words.day_and_month,
    words.moment,
    words.say,
):
    register.filter(show.__name__, show)

BUTTONS = {"primary": "btn btn-primary", "quiet": "btn btn-quiet", "danger": "btn btn-danger", "plain": "btn btn-plain"}
MESSAGE_TONES = {"success": "good", "warning": "attention", "error": "wrong", "info": "calm", "debug": "plain"}


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """A line icon from the sprite; without a label it is decoration beside a word."""
    place = f"{static('koinon/icons.svg')}#{name}"
    if label:
        return format_html('<svg class="k-icon" role="img" aria-label="{}"><use href="{}"></use></svg>', label, place)
    return format_html('<svg class="k-icon" aria-hidden="true" focusable="false"><use href="{}"></use></svg>', place)


@register.inclusion_tag("koinon/components/mark.html")
def mark(kind: str = "") -> dict[str, Any]:
    """The ring of seats around a shared table; kind "empty" shows the seats free."""
    return {"kind": kind}


@register.inclusion_tag("koinon/components/button.html")
def button(
    label: str, *, url: str = "", kind: str = "primary", icon: str = "", small: bool = False, **attributes: Any
) -> dict[str, Any]:
    """A link that looks like a button where there is a url, else a button (type submit); primary once a page."""
    return {
        "label": label,
        "url": url,
        "classes": BUTTONS[kind] + (" btn-sm" if small else ""),
        "icon": icon,
        "attributes": {"type": "submit", **attributes} if not url else attributes,
    }


@register.inclusion_tag("koinon/components/field.html")
def field(bound: BoundField, unit: str = "", hints: Mapping[str, str] | None = None) -> dict[str, Any]:
    """One field of a form with label, hint and error; radio buttons and check boxes become choice cards."""
    return {"field": shown_fields.shown(bound, unit=unit, hints=hints)}


@register.inclusion_tag("koinon/components/fields.html")
def fields(form: forms.BaseForm) -> dict[str, Any]:
    """All fields of a form in order, the hidden ones first."""
    return {"form": form}


@register.inclusion_tag("koinon/components/error_summary.html")
def error_summary(form: forms.BaseForm) -> dict[str, Any]:
    """What has to be looked at again, above the form, announced and linked to the fields."""
    return {"wrong": shown_fields.wrong_fields(form) if form.is_bound else []}


@register.inclusion_tag("koinon/components/pill.html")
def pill(state: str = "", label: str = "", tone: str = "", icon: str = "") -> dict[str, Any]:
    """A state in a word with its icon."""
    return {"face": states.face_of(state, label=label, tone=tone, icon=icon)}


@register.inclusion_tag("koinon/components/explanation.html")
def explanation(
    found: Any,
    title: str = "",
    sentence: str = "",
    sources: Sequence[str] | str = (),
    open: bool = False,
) -> dict[str, Any]:
    """A decision, its value, its account one click below, and the rule it stands on."""
    account = accounts.account_of(found, title)
    given = list(sources) if isinstance(sources, (list, tuple)) else [str(sources)]
    return {
        "account": account,
        "sentence": sentence or account.sentence,
        "sources": [*given, *account.sources],
        "open": open,
    }


@register.inclusion_tag("koinon/components/task.html")
def task(row: Mapping[str, Any]) -> dict[str, Any]:
    """A task row: {title, detail, due_on, state (due, overdue, waiting, done), url, action, primary}."""
    state = row.get("state") or "due"
    return {"task": row, "state": state, "face": states.face_of(state)}


@register.inclusion_tag("koinon/components/steps.html")
def steps(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A stepper: rows of {label, state (done, current, ahead), url}."""
    return {"steps": rows, "count": len(rows)}


@register.inclusion_tag("koinon/components/timeline.html")
def events(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """A timeline: rows of {on, title, detail, ahead}."""
    return {"events": rows}


@register.inclusion_tag("koinon/components/person.html")
def person(name: str, role: str = "", email: str = "") -> dict[str, Any]:
    """A person with initials, name and role."""
    parts = name.split()
    initials = "".join(part[0] for part in (parts[:1] + parts[1:][-1:]))
    return {"name": name, "role": role, "email": email, "initials": initials.upper()}


@register.inclusion_tag("koinon/components/figure.html")
def figure(value: str, label: str, source: str = "", warm: bool = False) -> dict[str, Any]:
    """A figure that matters, with what it counts and where it comes from; warm once a page."""
    return {"value": value, "label": label, "source": source, "warm": warm}


@register.inclusion_tag("koinon/components/empty.html")
def empty(title: str, text: str = "", url: str = "", action: str = "", level: int = 3) -> dict[str, Any]:
    """What will appear here, and how to begin; `level` of its heading: 2 where the whole page is empty."""
    return {"title": title, "text": text, "url": url, "action": action, "level": level}


@register.inclusion_tag("koinon/components/listing.html")
def listing(
    columns: Sequence[Mapping[str, Any]], rows: Sequence[Sequence[Any]], caption: str, export_url: str = ""
) -> dict[str, Any]:
    """A table that becomes cards on a phone.

    Columns: {label, numeric, sort_url, sorted ("ascending" or "descending")}. A row is one cell per column, the
    first names it; a cell is words or {text, url, state, detail}.
    """
    return {
        "columns": columns,
        "rows": [list(zip(columns, map(_cell, row), strict=True)) for row in rows],
        "caption": caption,
        "export_url": export_url,
    }


@register.inclusion_tag("koinon/components/text_changes.html")
def text_changes(before: str, after: str) -> dict[str, Any]:
    """What a text changes in another, word by word: struck through and underlined, and said to whoever listens."""
    found = changes_between(before, after)
    return {"changes": found, "changed": any(change.kind != "same" for change in found)}


@register.simple_block_tag
def notice(content: str, tone: str = "calm", title: str = "") -> str:
    """A notice around some paragraphs; tones: calm, good, attention, wrong."""
    context = {"content": content, "tone": tone, "title": title, "icon": states.TONE_ICONS[tone]}
    return render_to_string("koinon/components/notice.html", context)


@register.simple_block_tag(takes_context=True)
def confirm(context: Context, content: str, *, label: str, action: str, button: str, url: str = "") -> str:
    """A step that asks once more before it is taken: `label` opens it, `button` does it by POST to `url`.

    `action` is the name sent with the button; the paragraphs inside say what will happen and what is kept.
    """
    values = {"content": content, "label": label, "action": action, "button": button, "url": url}
    return render_to_string("koinon/components/confirm.html", {**values, "csrf_token": context.get("csrf_token")})


@register.filter
def message_tone(level_tag: str) -> str:
    """The tone of a message of Django's."""
    return MESSAGE_TONES.get(level_tag, "calm")


def _cell(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {"text": value}

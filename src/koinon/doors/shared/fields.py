"""A form's field, ready to be shown: label, hint, error and widget, tied together for screen readers."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.forms.utils import ErrorList
from django.utils.safestring import SafeString

SELECTS = (forms.Select, forms.SelectMultiple, forms.NullBooleanSelect)
GROUPS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@dataclass(frozen=True, slots=True)
class Choice:
    """One card among several."""

    id: str
    tag: SafeString
    title: str
    hint: str


@dataclass(frozen=True, slots=True)
class ShownField:
    """What the field template needs."""

    kind: str
    id: str
    label: str
    hint: str
    errors: ErrorList
    hint_id: str
    error_id: str
    described_by: str
    optional: bool
    unit: str
    widget: SafeString | None
    choices: tuple[Choice, ...] = ()


def shown(bound: BoundField, *, unit: str = "", hints: Mapping[str, str] | None = None) -> ShownField:
    """Prepare a bound field; `unit` stands behind the input, `hints` under the choices by value."""
    widget = bound.field.widget
    base = bound.id_for_label or bound.auto_id or f"id_{bound.html_name}"
    hint_id = f"{base}-hint" if bound.help_text else ""
    error_id = f"{base}-error" if bound.errors else ""
    described = " ".join(part for part in (hint_id, error_id) if part)
    attrs = {"aria-describedby": described} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    if isinstance(widget, forms.NumberInput):
        # A browser's number field throws away what it cannot read; a line keeps what was typed, to be mended.
        widget.input_type = "text"
        attrs["inputmode"] = "numeric" if isinstance(bound.field, forms.IntegerField) else "decimal"
    grouped = isinstance(widget, GROUPS)
    return ShownField(
        kind="group" if grouped else "check" if isinstance(widget, forms.CheckboxInput) else "line",
        id=base,
        label=str(bound.label),
        hint=str(bound.help_text),
        errors=bound.errors,
        hint_id=hint_id,
        error_id=error_id,
        described_by=described,
        optional=not bound.field.required,
        unit=unit,
        widget=None if grouped else bound.as_widget(attrs={"class": _class_of(widget), **attrs}),
        choices=tuple(_choices(bound, hints or {})) if grouped else (),
    )


def wrong_fields(form: forms.BaseForm) -> list[tuple[str, str]]:
    """For the summary: where each error is, and what it says; an empty place for those of the whole form."""
    found = [("", str(error)) for error in form.non_field_errors()]
    for bound in form:
        # A label that asks ends in its question mark; any other leads on with a colon.
        label = str(bound.label)
        lead = label if label.endswith("?") else f"{label}:"
        found += [(first_id(bound), f"{lead} {error}") for error in bound.errors]
    return found


def first_id(bound: BoundField) -> str:
    """The element a link in the summary leads to: the input, or the first choice of a group."""
    if isinstance(bound.field.widget, GROUPS):
        return str(bound.subwidgets[0].id_for_label) if bound.subwidgets else ""
    return str(bound.id_for_label)


def _choices(bound: BoundField, hints: Mapping[str, str]) -> Iterator[Choice]:
    for part in bound.subwidgets:
        data: dict[str, Any] = part.data
        data["attrs"] = {**data["attrs"], "class": "form-check-input"}
        yield Choice(
            id=str(part.id_for_label),
            tag=part.tag(),
            title=str(part.choice_label),
            hint=str(hints.get(str(data["value"]), "")),
        )


def _class_of(widget: forms.Widget) -> str:
    given = str(widget.attrs.get("class", ""))
    if isinstance(widget, forms.CheckboxInput):
        ours = "form-check-input"
    else:
        ours = "form-select" if isinstance(widget, SELECTS) else "form-control"
    if isinstance(widget, forms.NumberInput):
        ours += " k-figure-input"
    return f"{ours} {given}".strip()

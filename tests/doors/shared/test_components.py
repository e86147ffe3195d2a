"""Each component says its state in words, ties its parts together and escapes what it is given."""

import re
from datetime import date
from typing import Any

import pytest
from django import forms
from django.template import engines
from django.utils.html import strip_tags

from koinon.doors.shared import fields
from koinon.doors.shared.states import FACES

EVIL = '"><script>alert(1)</script>'


def shown(source: str, **context: Any) -> str:
    return engines["django"].from_string("{% load koinon %}" + source).render(context)


def plain(html: str) -> str:
    return " ".join(strip_tags(html).split())


class Figures(forms.Form):
    """A form with one field of each kind that the components tell apart."""

    cooperatives = forms.IntegerField(label="Cooperatives", help_text="On 31 December.", min_value=0)
    kind = forms.ChoiceField(choices=[("w", "Worker"), ("s", "Social")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="These are complete")
    note = forms.CharField(label="Note", required=False, widget=forms.Textarea)
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        raise forms.ValidationError("The year is closed.")


def test_a_field_ties_hint_and_error_to_its_input() -> None:
    html = shown("{% field form.cooperatives %}", form=Figures({"cooperatives": "many"}))
    assert '<label class="form-label" for="id_cooperatives">Cooperatives' in html
    assert 'aria-describedby="id_cooperatives-hint id_cooperatives-error"' in html
    assert 'id="id_cooperatives-hint">On 31 December.' in html
    assert re.search(r'id="id_cooperatives-error">.*Enter a whole number.', html, re.DOTALL)
    assert 'aria-invalid="true"' in html
    assert 'value="many"' in html


def test_a_figure_that_cannot_be_read_stays_to_be_mended() -> None:
    """A browser empties a number field that holds words, so ours are lines with a keyboard for figures."""
    html = shown("{% field form.cooperatives %}", form=Figures({"cooperatives": "12 or so"}))
    assert 'value="12 or so"' in html
    assert 'type="text"' in html
    assert 'inputmode="numeric"' in html


def test_an_untouched_field_is_not_called_wrong() -> None:
    html = shown("{% field form.cooperatives %}{% error_summary form %}", form=Figures())
    assert "aria-invalid" not in html
    assert "k-errors" not in html


def test_optional_fields_say_so() -> None:
    assert "(optional)" in shown("{% field form.note %}", form=Figures())
    assert "(optional)" not in shown("{% field form.cooperatives %}", form=Figures())


def test_radio_buttons_become_cards_in_a_named_group() -> None:
    html = shown("{% field form.kind hints=hints %}", form=Figures({"kind": "s"}), hints={"w": "Owned by workers"})
    assert "<legend>Kind" in html
    assert html.count('type="radio"') == 2
    assert re.search(r'value="s"[^>]*checked', html)
    assert html.count("Owned by workers") == 1


def test_the_summary_links_to_each_wrong_field() -> None:
    html = shown("{% error_summary form %}", form=Figures({"cooperatives": "many"}))
    assert 'role="alert"' in html
    assert 'href="#id_cooperatives"' in html
    assert 'href="#id_kind_0"' in html
    assert "<li>The year is closed.</li>" in html
    assert "5 answers need another look" in html


def test_all_fields_in_order_with_the_hidden_ones() -> None:
    html = shown("{% fields form %}", form=Figures())
    assert html.index('type="hidden"') < html.index("id_cooperatives") < html.index("id_note")


def test_what_was_typed_is_escaped() -> None:
    html = shown("{% fields form %}{% error_summary form %}", form=Figures({"note": EVIL, "cooperatives": EVIL}))
    assert "<script" not in html


def test_first_id_of_a_group_without_choices() -> None:
    class Empty(forms.Form):
        kind = forms.ChoiceField(choices=[], widget=forms.RadioSelect)

    assert fields.first_id(Empty()["kind"]) == ""


@pytest.mark.parametrize("state", sorted(FACES))
def test_every_state_has_an_icon_and_a_word(state: str) -> None:
    html = shown("{% pill state %}", state=state)
    assert "#" + FACES[state].icon in html
    assert plain(html) == str(FACES[state].word) != ""


def test_a_state_we_do_not_know_is_shown_by_its_name() -> None:
    assert plain(shown("{% pill 'in_doubt' %}")) == "In doubt"
    assert "<script" not in shown("{% pill state %}", state=EVIL)


def test_an_icon_is_decoration_or_has_a_name() -> None:
    assert 'aria-hidden="true"' in shown("{% icon 'check' %}")
    assert 'role="img" aria-label="Done"' in shown("{% icon 'check' label='Done' %}")


def test_buttons_are_links_or_submit() -> None:
    link = shown("{% button 'See' url=url kind='quiet' %}", url="/x/?a=1&b=2")
    assert 'class="btn btn-quiet" href="/x/?a=1&amp;b=2"' in link
    assert 'type="submit"' in shown("{% button 'Send' name='go' value='1' %}")
    assert "<script" not in shown("{% button label name='go' value=label %}", label=EVIL)


@pytest.mark.parametrize(
    ("state", "words"),
    [("due", "Due: Declare by 30 April 2026"), ("overdue", "Overdue: Declare was due on 30 April 2026")],
)
def test_a_task_says_its_state_and_day(state: str, words: str) -> None:
    row = {"title": "Declare", "due_on": date(2026, 4, 30), "state": state, "url": "/d/", "action": "Go on"}
    text = plain(shown("{% task row %}", row=row))
    assert text.startswith(words)
    assert text.endswith("Go on: Declare")


def test_a_list_names_every_cell_for_the_phone() -> None:
    columns = [{"label": "Invoice"}, {"label": "State"}, {"label": "Amount", "numeric": True}]
    rows = [[{"text": EVIL, "url": "/i/"}, {"state": "paid"}, "€3,450.00"]]
    html = shown("{% listing columns rows caption='Invoices' %}", columns=columns, rows=rows)
    assert 'data-label="Amount" class="k-num">€3,450.00' in html
    assert '<th scope="row" role="rowheader"><a href="/i/">' in html
    assert "Paid" in html
    assert "<script" not in html


def test_a_row_with_a_missing_cell_is_refused() -> None:
    with pytest.raises(ValueError):
        shown("{% listing columns rows caption='x' %}", columns=[{"label": "A"}, {"label": "B"}], rows=[["1"]])


def test_the_current_step_is_marked() -> None:
    html = shown("{% steps rows %}", rows=[{"label": "One", "state": "done"}, {"label": "Two", "state": "current"}])
    assert html.count('aria-current="step"') == 1
    assert "(done)" in html
    assert "of 2" in html


@pytest.mark.parametrize(
    ("name", "initials"),
    [("Ilse van den Broeck", "IB"), ("Plato", "P"), ("", ""), (EVIL, "&QUOT;"), ("émile zola", "ÉZ")],
)
def test_initials(name: str, initials: str) -> None:
    html = shown("{% person name 'treasurer' %}", name=name)
    assert "<script" not in html
    assert f'aria-hidden="true">{initials}<' in html.replace("&quot;", "&QUOT;")


def test_notice_and_confirmation_keep_their_content_and_escape_values() -> None:
    html = shown("{% notice tone='wrong' title=evil %}<p>{{ evil }}</p>{% endnotice %}", evil=EVIL)
    assert 'role="alert"' in html
    assert html.count("&lt;script&gt;") == 2
    html = shown("{% confirm label=evil action='cancel' button='Do' %}<p>Kept.</p>{% endconfirm %}", evil=EVIL)
    assert "<p>Kept.</p>" in html
    assert 'name="action"' in html
    assert "<script" not in html


def test_a_confirmation_carries_the_forms_seal() -> None:
    html = shown("{% confirm label='a' action='b' button='c' %}{% endconfirm %}", csrf_token="seal")
    assert 'name="csrfmiddlewaretoken" value="seal"' in html


def test_figures_events_and_empty_states() -> None:
    assert plain(shown("{% figure '16' 'countries' source='register' %}")) == "16countriesregister"
    html = shown("{% events rows %}", rows=[{"on": date(2026, 6, 12), "title": EVIL, "ahead": True}])
    assert 'datetime="2026-06-12">12 June 2026' in html
    assert "<script" not in html
    assert "Begin" in shown("{% empty 'None yet' 'They will be here.' url='/b/' action='Begin' %}")

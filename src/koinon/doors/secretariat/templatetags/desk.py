"""What only the desk's templates need: `{% load desk %}`."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.http import HttpRequest
from wagtail.admin.menu import MenuItem

from koinon.doors.secretariat import cells
from koinon.doors.secretariat.steps import Step
from koinon.doors.secretariat.wagtail_hooks import our_menu

register = template.Library()
# The same pill as everywhere, drawn once a state: a record's page has dozens.
register.simple_tag(cells.pill, name="state")


@register.simple_tag
def places(request: HttpRequest) -> list[MenuItem]:
    """The desk's menu, for those whose browser runs no scripts: Wagtail draws its own by script."""
    found: list[MenuItem] = []
    our_menu(request, found)
    return found


@register.inclusion_tag("secretariat/offered.html", takes_context=True)
def offered(context: template.Context, steps: Sequence[Step] | None, label: str = "") -> dict[str, Any]:
    """The steps a record offers: buttons that do it, or ways to a form."""
    return {"steps": steps or (), "csrf_token": context.get("csrf_token"), "label": label}

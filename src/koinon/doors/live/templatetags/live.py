"""What forms of this door need in templates: `{% load live %}`."""

from uuid import uuid4

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def key() -> SafeString:
    """The key under which what a form asks for is done once, however often it is sent."""
    return format_html('<input type="hidden" name="key" value="{}">', uuid4())

"""What one gets by mail: on until one says no, one press each way; what has legal effect is always sent."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from koinon.core.refusals import Refusal
from koinon.doors.members_area.forms import MailForm
from koinon.doors.members_area.mail import Mail
from koinon.doors.members_area.visit import Visit, about_organisation
from koinon.doors.members_area.welcome import is_new
from koinon.doors.shared import words
from koinon.doors.shared.entrance import say_refusal, tried
from koinon.rooms.people.actions import choose_mail
from koinon.rooms.rulebook.queries import rulebook_in_force
from koinon.statutes.rulebook import NoRuleInForce, Rulebook


@require_http_methods(["GET", "HEAD", "POST"])
@about_organisation
def mail(visit: Visit) -> HttpResponse:
    """Show what comes by mail; keep what somebody says about it."""
    visit.need("people.choose_mail")
    found = Mail(visit, _rules(visit))
    if visit.request.method == "POST":
        return _said(visit, found)
    return visit.show("people", "mail.html", {"mail": found, "form": MailForm(), "is_new": is_new(visit)})


def _rules(visit: Visit) -> Rulebook | None:
    try:
        return rulebook_in_force(visit.actor.today)
    except NoRuleInForce:
        return None


def _said(visit: Visit, found: Mail) -> HttpResponse:
    form = MailForm(visit.request.POST)
    if not form.is_valid():
        return redirect(found.url)
    topics = form.topics({topic.rule.key: topic.wanted for topic in found.optional})
    outcome = tried(lambda: choose_mail.once(form.one_key(), actor=visit.actor, organisation=visit.over, topics=topics))
    if isinstance(outcome, Refusal):
        say_refusal(visit.request, outcome)
    else:
        messages.success(visit.request, _words(found, topics))
    return redirect(found.url)


def _words(found: Mail, topics: dict[str, bool]) -> str:
    """What is different now."""
    if len(topics) > 1:
        return _("Kept as it is. You can change it here at any time.")
    named = {topic.rule.key: words.say(topic.rule.label) for topic in found.topics}
    ((key, wanted),) = topics.items()
    said = _("You get this: %(topic)s.") if wanted else _("You get this no longer: %(topic)s.")
    return said % {"topic": named.get(key, key)}

"""What belongs to the person at the desk: how it looks to them, and the way out."""

from typing import Any

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST
from wagtail.admin.views.account import AccountView, NotificationsSettingsPanel, ThemeSettingsPanel
from wagtail.users.models import UserProfile


class Preferences(AccountView):
    """Light or dark, and which of Wagtail's notes somebody who edits pages wants; names and addresses are records."""

    page_title = _("How the desk looks")

    def get_panels(self) -> list[Any]:
        """Wagtail's own preferences only: nothing here touches a record of ours."""
        person = self.request.user
        profile = UserProfile.get_for_user(person)
        panels = [kind(self.request, person, profile) for kind in (ThemeSettingsPanel, NotificationsSettingsPanel)]
        return [panel for panel in panels if panel.is_active()]


@require_POST
def sign_out(request: HttpRequest) -> HttpResponseRedirect:
    """Leave the desk and the house."""
    logout(request)
    return redirect("/")

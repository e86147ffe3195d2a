"""Addresses of the desk: our own first, then what stays of Wagtail's."""

from django.urls import URLPattern, URLResolver, include, path
from django.views.decorators.cache import never_cache
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.utils.urlpatterns import decorate_urlpatterns

from koinon.doors.secretariat import addresses
from koinon.doors.secretariat.adapter import at_the_desk, kept_of_wagtail
from koinon.doors.secretariat.views.account import Preferences, sign_out
from koinon.doors.secretariat.views.today import Today

# Wagtail's frame links to these three by name; here they are ours.
named_by_wagtail: list[URLPattern | URLResolver] = [
    path("", Today.as_view(), name="wagtailadmin_home"),
    path("account/", Preferences.as_view(), name="wagtailadmin_account"),
    path("logout/", sign_out, name="wagtailadmin_logout"),
]
ours: list[URLPattern | URLResolver] = [
    *named_by_wagtail,
    path("", include((addresses.urlpatterns, "desk"))),
]
decorate_urlpatterns(wagtailadmin_urls.urlpatterns, kept_of_wagtail)

urlpatterns: list[URLPattern | URLResolver] = [*ours, path("", include(wagtailadmin_urls))]
for guard in (at_the_desk, never_cache):
    decorate_urlpatterns(urlpatterns, guard)

"""All addresses of the house."""

from allauth.account import views as account
from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import URLPattern, URLResolver, include, path, re_path
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern
from wagtail.views import serve

from koinon.doors.shared.entrance import arrive
from koinon.doors.shared.library import edition_file

sign_in: list[URLPattern | URLResolver] = [
    path("sign-in/", account.request_login_code, name="account_login"),
    path("sign-in/", account.request_login_code, name="account_request_login_code"),
    # What Wagtail keeps from strangers (papers of a private collection) leads here by this name.
    path("sign-in/", account.request_login_code, name="wagtailcore_login"),
    path("sign-in/code/", account.confirm_login_code, name="account_confirm_login_code"),
    # Nobody signs up here; the address answers that, and allauth's mail to unknown addresses names it.
    path("sign-up/", account.signup, name="account_signup"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-out/", account.logout, name="account_logout"),
    path("arrive/", arrive, name="arrive"),
]

handler400 = "koinon.doors.shared.errors.not_understood"
urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("koinon.doors.secretariat.urls")),
    path("documents/", include(wagtaildocs_urls)),
    # Files of the library, for every door: what it leads to asks who comes.
    path("library/<uuid:edition>/download/", edition_file, name="edition"),
    path("", include("koinon.doors.website.root_urls")),
]
if settings.KOINON_DEMO:
    urlpatterns.append(path("demo/", include("koinon.doors.demo.urls")))
urlpatterns += i18n_patterns(
    *sign_in,
    path("members/", include("koinon.doors.members_area.urls")),
    path("live/", include("koinon.doors.live.urls")),
    path("", include("koinon.doors.website.urls")),
    # Of Wagtail's own addresses its pages only: the others ask for passwords, which nobody has here.
    re_path(serve_pattern, serve, name="wagtail_serve"),
)

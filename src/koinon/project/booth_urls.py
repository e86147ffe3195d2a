"""Addresses under /booth/: no session, no cookie, no log line, so that a ballot cannot be tied to its sender."""

from django.urls.resolvers import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []

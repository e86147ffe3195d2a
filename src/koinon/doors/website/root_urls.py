"""Addresses of the website that stand outside all languages."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from koinon.doors.website.sitemaps import SITEMAPS
from koinon.doors.website.views.machines import robots

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap"),
]

"""The addresses of a house that runs a demo."""

from django.urls import include, path

from koinon.project.urls import urlpatterns as house

urlpatterns = [path("demo/", include("koinon.doors.demo.urls")), *house]

"""Addresses of this door."""

from django.urls import path

from koinon.doors.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.people, name="people"),
    path("sign-in/<uuid:person>/", views.sign_in, name="sign_in"),
    path("outbox/", views.outbox, name="outbox"),
    path("outbox/<uuid:message>/", views.letters, name="letters"),
    path("outbox/<uuid:message>/<int:letter>/<int:attachment>/", views.attachment, name="attachment"),
]

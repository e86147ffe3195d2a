"""Addresses of this door. An invoice is named alone, because letters lead to it."""

from django.urls import path
from django.urls.resolvers import URLPattern

from koinon.doors.members_area.views import (
    decisions,
    declarations,
    declaring,
    documents,
    invoices,
    mail,
    people,
    record,
    seats,
    standing,
    welcome,
)

app_name = "members"
urlpatterns: list[URLPattern] = [
    path("", standing.home, name="home"),
    path("invoices/<uuid:invoice>/", invoices.invoice, name="invoice"),
    path("invoices/<uuid:invoice>/invoice.pdf", invoices.invoice_pdf, name="invoice_pdf"),
    path("seats/", seats.seats, name="seats"),
    path("seats/agree/", seats.agree, name="seat_agree"),
    path("seats/describe/", seats.describe, name="seat_describe"),
    path("documents/", documents.library, name="library"),
    path("decisions/", decisions.decisions, name="decisions"),
    path("working-plan/", decisions.working_plan, name="working_plan"),
    path("decisions/<uuid:decision>/", decisions.decision, name="decision"),
    path("<uuid:organisation>/", standing.standing, name="standing"),
    path("<uuid:organisation>/welcome/", welcome.welcome, name="welcome"),
    path("<uuid:organisation>/declarations/", declarations.declarations, name="declarations"),
    path("<uuid:organisation>/declarations/<int:year>/", declarations.declaration, name="declaration"),
    path("<uuid:organisation>/declarations/<int:year>/figures/", declaring.figures, name="figures"),
    path("<uuid:organisation>/declarations/<int:year>/check/", declaring.check, name="check"),
    path("<uuid:organisation>/declarations/<int:year>/take-back/", declarations.take_back, name="take_back"),
    path("<uuid:organisation>/invoices/", invoices.invoices, name="invoices"),
    path("<uuid:organisation>/people/", people.people, name="people"),
    path("<uuid:organisation>/people/invite/", people.invite, name="invite"),
    path("<uuid:organisation>/people/mail/", mail.mail, name="mail"),
    path("<uuid:organisation>/people/withdraw/", people.withdraw, name="withdraw"),
    path("<uuid:organisation>/people/confirm/", people.confirm, name="confirm"),
    path("<uuid:organisation>/people/<uuid:mandate>/successor/", people.replace, name="replace"),
    path("<uuid:organisation>/people/<uuid:mandate>/end/", people.end, name="end"),
    path("<uuid:organisation>/documents/", documents.documents, name="documents"),
    path("<uuid:organisation>/record/", record.record, name="record"),
    path("<uuid:organisation>/record/change/", record.change, name="change"),
    path("<uuid:organisation>/record/numbers/", record.numbers, name="numbers"),
]

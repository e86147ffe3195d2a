"""Addresses of the desk's own pages."""

from django.urls import path
from django.urls.resolvers import URLPattern

from koinon.doors.secretariat.deciding_addresses import about_deciding
from koinon.doors.secretariat.life_addresses import about_memberships, about_the_year
from koinon.doors.secretariat.outcomes import Outcome
from koinon.doors.secretariat.views import (
    application_steps,
    applications,
    batches,
    declaration,
    declarations,
    eligibility,
    elsewhere,
    invitations,
    invoice,
    invoices,
    journal,
    library,
    library_steps,
    organisation,
    organisation_steps,
    organisations,
    outbox,
    people,
    quote_requests,
    quotes,
    rulebook,
    run,
)

about_organisations = [
    path("organisations/<uuid:organisation>/rename/", organisation_steps.Rename.as_view(), name="rename"),
    path("organisations/<uuid:organisation>/keep-name/", organisation_steps.KeepName.as_view(), name="keep-name"),
    path("organisations/", organisations.Organisations.as_view(), name="organisations"),
    path("organisations/new/", organisation_steps.NewOrganisation.as_view(), name="new-organisation"),
    path("organisations/<uuid:organisation>/", organisation.OrganisationPage.as_view(), name="organisation"),
    path(
        "organisations/<uuid:organisation>/change/",
        organisation_steps.ChangeOrganisation.as_view(),
        name="change-organisation",
    ),
    path("organisations/<uuid:organisation>/rename/", organisation_steps.Rename.as_view(), name="rename"),
    path("organisations/<uuid:organisation>/keep-name/", organisation_steps.KeepName.as_view(), name="keep-name"),
    path("organisations/<uuid:organisation>/number/", organisation_steps.SetNumber.as_view(), name="set-number"),
    path("organisations/<uuid:organisation>/house/", organisation_steps.KeepHouse.as_view(), name="house"),
    path("organisations/<uuid:organisation>/facts/<slug:fact>/", organisation_steps.RecordFact.as_view(), name="fact"),
    path("organisations/<uuid:organisation>/admit/", organisation_steps.Admit.as_view(), name="admit"),
    path("organisations/<uuid:organisation>/name/", people.NameForOrganisation.as_view(), name="name-person"),
    path("organisations/<uuid:organisation>/invite/", invitations.Invite.as_view(), name="invite"),
    path("organisations/<uuid:organisation>/confirm/", invitations.ConfirmContacts.as_view(), name="confirm-contacts"),
    path(
        "organisations/<uuid:organisation>/elsewhere/<str:body>/",
        elsewhere.RecordElsewhere.as_view(),
        name="elsewhere",
    ),
    path("eligibility/", eligibility.EligibilityList.as_view(), name="eligibility"),
    path("memberships/<uuid:membership>/end/", organisation_steps.EndMembership.as_view(), name="end-membership"),
    path("memberships/<uuid:membership>/waive/", organisation_steps.Waive.as_view(), name="waive"),
    path("memberships/<uuid:membership>/<int:year>/fee/", declaration.ComputeFee.as_view(), name="compute-fee"),
    path("memberships/<uuid:membership>/<int:year>/estimate/", declaration.AdoptEstimate.as_view(), name="estimate"),
]
about_applications = [
    path("applications/", applications.Applications.as_view(), name="applications"),
    path("applications/<uuid:application>/", applications.ApplicationPage.as_view(), name="application"),
    path(
        "applications/<uuid:application>/papers/<uuid:paper>/download/",
        applications.ApplicationPaperFile.as_view(),
        name="application-paper",
    ),
    path(
        "applications/<uuid:application>/check/<slug:item>/",
        application_steps.Mark.as_view(),
        name="application-mark",
    ),
    *(
        path(f"applications/<uuid:application>/{name}/", view.as_view(), name=f"application-{name}")
        for name, view in (
            ("take-up", application_steps.TakeUp),
            ("ask", application_steps.Ask),
            ("opinion", application_steps.RecordOpinion),
            ("prepare", application_steps.Prepare),
            ("decide", application_steps.Decide),
            ("ratify", application_steps.Ratify),
        )
    ),
]
about_people = [
    path("secretariat/", people.Staff.as_view(), name="staff"),
    path("secretariat/name/", people.NameInSecretariat.as_view(), name="name-staff"),
    path("people/new/", people.AddPerson.as_view(), name="add-person"),
    path("people/<uuid:person>/change/", people.ChangePerson.as_view(), name="change-person"),
    path(
        "invitations/<uuid:invitation>/withdraw/", invitations.WithdrawInvitation.as_view(), name="withdraw-invitation"
    ),
    path("mandates/<uuid:mandate>/end/", people.EndMandate.as_view(), name="end-mandate"),
]
about_figures = [
    path("declarations/", declarations.Declarations.as_view(), name="declarations"),
    path("declarations/<uuid:declaration>/", declaration.DeclarationPage.as_view(), name="declaration"),
    path("declarations/<uuid:declaration>/lock/", declaration.LockDeclaration.as_view(), name="lock-declaration"),
]
about_dues = [
    path("dues/", invoices.Invoices.as_view(), name="invoices"),
    path("dues/quotes/", quote_requests.QuoteRequests.as_view(), name="quote-requests"),
    path("dues/quotes/<uuid:asked>/close/", quote_requests.CloseQuoteRequest.as_view(), name="close-quote-request"),
    path("dues/quotes/new/", quotes.NewQuote.as_view(), name="new-quote"),
    path("dues/outcome/", Outcome.as_view(), name="outcome"),
    path("dues/<int:year>/", run.Run.as_view(), name="run"),
    path("dues/<int:year>/compute/", run.ComputeFees.as_view(), name="compute-fees"),
    path("dues/<int:year>/approve/", batches.ApproveBatch.as_view(), name="approve-batch"),
    path("dues/<int:year>/issue/", batches.IssueBatch.as_view(), name="issue-batch"),
    path("dues/<int:year>/remind/", batches.RemindBatch.as_view(), name="remind-batch"),
    path("dues/invoices/<uuid:invoice>/", invoice.InvoicePage.as_view(), name="invoice"),
    path("dues/invoices/<uuid:invoice>/invoice.pdf", invoice.InvoicePaper.as_view(), name="invoice-paper"),
    path("dues/invoices/<uuid:invoice>/approve/", invoice.Approve.as_view(), name="approve-invoice"),
    path("dues/invoices/<uuid:invoice>/send-back/", invoice.SendBack.as_view(), name="send-back"),
    path("dues/invoices/<uuid:invoice>/withdraw/", invoice.Withdraw.as_view(), name="withdraw"),
    path("dues/invoices/<uuid:invoice>/issue/", invoice.Issue.as_view(), name="issue-invoice"),
    path("dues/invoices/<uuid:invoice>/remind/", invoice.Remind.as_view(), name="remind"),
    path("dues/invoices/<uuid:invoice>/cancel/", invoice.Cancel.as_view(), name="cancel-invoice"),
    path("dues/invoices/<uuid:invoice>/pay/", invoice.RecordPayment.as_view(), name="record-payment"),
    path("dues/payments/<uuid:payment>/reverse/", invoice.ReversePayment.as_view(), name="reverse-payment"),
]
about_rules = [
    path("rulebook/", rulebook.Versions.as_view(), name="rulebook"),
    path("rulebook/<uuid:version>/", rulebook.VersionPage.as_view(), name="rulebook-version"),
    path("rulebook/<uuid:version>/files/<str:file>/", rulebook.VersionFile.as_view(), name="rulebook-file"),
    path("rulebook/<uuid:version>/changes/", rulebook.VersionChanges.as_view(), name="rulebook-changes"),
]
about_documents = [
    path("library/", library.Documents.as_view(), name="documents"),
    path("library/add/", library_steps.AddDocument.as_view(), name="add-document"),
    path("library/<uuid:document>/", library.DocumentPage.as_view(), name="document"),
    path("library/<uuid:document>/publish/", library_steps.PublishEdition.as_view(), name="publish-edition"),
    path("library/<uuid:document>/change/", library_steps.ChangeDocument.as_view(), name="change-document"),
    path("library/<uuid:document>/withdraw/", library_steps.WithdrawDocument.as_view(), name="withdraw-document"),
]
about_the_house = [
    path("journal/", journal.Journal.as_view(), name="journal"),
    path("journal/check/", journal.CheckJournal.as_view(), name="check-journal"),
    path("journal/<int:entry>/", journal.JournalEntryPage.as_view(), name="journal-entry"),
    path("outbox/", outbox.Outbox.as_view(), name="outbox"),
]
urlpatterns: list[URLPattern] = [
    *about_organisations,
    *about_memberships,
    *about_applications,
    *about_people,
    *about_figures,
    *about_dues,
    *about_rules,
    *about_documents,
    *about_deciding,
    *about_the_year,
    *about_the_house,
]

"""Addresses of the desk's own pages."""

from django.urls import path
from django.urls.resolvers import URLPattern

from koinon.doors.secretariat.meeting_addresses import about_meetings
from koinon.doors.secretariat.outcomes import Outcome
from koinon.doors.secretariat.views import (
    application_steps,
    applications,
    batches,
    bodies,
    body_steps,
    consequence_adding,
    consequences,
    decision_steps,
    decisions,
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
    life_steps,
    membership,
    minutes,
    minutes_steps,
    organisation,
    organisation_steps,
    organisations,
    outbox,
    people,
    quote_requests,
    quotes,
    rulebook,
    run,
    working_plan,
    working_plan_steps,
    year,
)

about_organisations = [
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
about_memberships = [
    path("memberships/<uuid:membership>/", membership.MembershipPage.as_view(), name="membership"),
    *(
        path(f"memberships/<uuid:membership>/{name}/", view.as_view(), name=name)
        for name, view in (
            ("record-notice", life_steps.RecordNotice),
            ("take-back-notice", life_steps.TakeBackNotice),
            ("change-category", life_steps.ChangeCategory),
            ("revoke-change", life_steps.RevokeChange),
            ("merge", life_steps.Merge),
            ("open-exclusion", life_steps.OpenExclusion),
            ("invite-to-be-heard", life_steps.InviteToBeHeard),
            ("record-hearing", life_steps.RecordHearing),
            ("drop-exclusion", life_steps.DropExclusion),
            ("exclude", life_steps.Exclude),
        )
    ),
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
about_bodies = [
    path("bodies/", bodies.Bodies.as_view(), name="bodies"),
    path("bodies/<slug:body>/", bodies.BodyPage.as_view(), name="body"),
    path("bodies/<slug:body>/elect/", body_steps.Elect.as_view(), name="elect"),
    *(
        path(f"bodies/seats/<uuid:seat>/{name}/", view.as_view(), name=f"seat-{name}")
        for name, view in (
            ("replace", body_steps.Replace),
            ("co-opt", body_steps.CoOpt),
            ("resign", body_steps.Resign),
            ("end", body_steps.EndSeat),
            ("publish", body_steps.Publish),
            ("describe", body_steps.Describe),
        )
    ),
]
about_decisions = [
    path("decisions/", decisions.Decisions.as_view(), name="decisions"),
    path("decisions/enter/", decision_steps.EnterFromPaper.as_view(), name="decision-enter"),
    path("decisions/<uuid:decision>/", decisions.DecisionPage.as_view(), name="decision"),
    path("decisions/<uuid:decision>/level/", decision_steps.ChangeLevel.as_view(), name="decision-level"),
    path("decisions/<uuid:decision>/origin/", decision_steps.NameOrigin.as_view(), name="decision-origin"),
    path("consequences/", consequences.OpenConsequences.as_view(), name="consequences-open"),
    path("meetings/<uuid:meeting>/consequences/", consequences.Consequences.as_view(), name="consequences"),
    path(
        "meetings/items/<uuid:point>/consequences/<slug:kind>/",
        consequence_adding.AddConsequence.as_view(),
        name="consequence-add",
    ),
    *(
        path(f"consequences/<uuid:consequence>/{name}/", view.as_view(), name=f"consequence-{name}")
        for name, view in (
            ("drop", consequences.Drop),
            ("carry-out", consequences.CarryOut),
            ("by", consequences.ByDecision),
            ("fall", consequences.LetFall),
        )
    ),
]
about_plans = [
    path("working-plan/", working_plan.WorkingPlans.as_view(), name="working-plans"),
    path("working-plan/new/", working_plan_steps.NewPlan.as_view(), name="working-plan-new"),
    path("working-plan/<uuid:plan>/", working_plan.WorkingPlanPage.as_view(), name="working-plan"),
    *(
        path(f"working-plan/<uuid:plan>/{address}/", view.as_view(), name=f"working-plan-{name}")
        for name, address, view in (
            ("version", "version", working_plan_steps.NewVersion),
            ("change", "change", working_plan_steps.ChangePlan),
            ("drop", "drop", working_plan_steps.DropPlan),
            ("publish", "publish", working_plan_steps.PublishPlan),
            ("item-add", "items/add", working_plan_steps.AddItem),
        )
    ),
    *(
        path(f"working-plan/items/<uuid:planned>/{name}/", view.as_view(), name=f"plan-item-{name}")
        for name, view in (
            ("change", working_plan_steps.ChangeItem),
            ("remove", working_plan_steps.RemoveItem),
            ("progress", working_plan_steps.Report),
        )
    ),
]
about_minutes = [
    path("meetings/<uuid:meeting>/minutes/", minutes.MinutesPage.as_view(), name="minutes"),
    path("meetings/<uuid:meeting>/minutes/minutes.pdf", minutes.MinutesPaperFile.as_view(), name="minutes-pdf"),
    *(
        path(f"meetings/<uuid:meeting>/minutes/{name}/", view.as_view(), name=f"minutes-{name}")
        for name, view in (
            ("draft", minutes_steps.DraftMinutes),
            ("correct", minutes_steps.CorrectMinutes),
            ("sign", minutes_steps.SignMinutes),
            ("send", minutes_steps.SendMinutes),
            ("approve", minutes_steps.ApproveMinutes),
        )
    ),
]
about_the_year = [
    path("year/", year.YearPage.as_view(), name="year"),
    path("year/<int:year>/<slug:step>/", year.YearStepPage.as_view(), name="year-step"),
    path("year/<int:year>/<slug:step>/take-back/", year.TakeBackNote.as_view(), name="year-step-back"),
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
    *about_bodies,
    *about_meetings,
    *about_decisions,
    *about_plans,
    *about_minutes,
    *about_the_year,
    *about_the_house,
]

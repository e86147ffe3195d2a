"""Addresses about the life of memberships, and about the confederation's year."""

from django.urls import path

from koinon.doors.secretariat.views import life_steps, membership, year

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
about_the_year = [
    path("year/", year.YearPage.as_view(), name="year"),
    path("year/<int:year>/<slug:yearly>/", year.YearStepPage.as_view(), name="year-step"),
    path("year/<int:year>/<slug:yearly>/take-back/", year.TakeBackNote.as_view(), name="year-step-back"),
]

"""The rules of erasure: how long what strangers told the confederation is kept."""

from dataclasses import dataclass

from koinon.statutes.rulebook.scalars import Key, Positive


@dataclass(frozen=True, slots=True)
class KeepingRules:
    """For how many days personal data is kept after the last thing that happened to what it belongs to.

    A *withdrawn draft* was never submitted, a *withdrawn application* was. Links count from the day they open
    nothing any more, invitations from their answer or their end, requests for a quote from the day they came.
    How long a draft is kept that nobody withdrew stands in the rules of admission.
    """

    withdrawn_drafts_days: Positive
    withdrawn_applications_days: Positive
    refused_applications_days: Positive
    applicant_links_days: Positive
    invitations_days: Positive
    quote_requests_days: Positive
    choices: tuple[Key, ...] = ()

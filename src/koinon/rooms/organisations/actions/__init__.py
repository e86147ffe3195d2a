"""What can be done with organisations."""

from koinon.rooms.organisations.actions.confederation import ConfederationDetails, keep_confederation_record
from koinon.rooms.organisations.actions.enquiries import TOPICS, Enquiry, send_enquiry
from koinon.rooms.organisations.actions.facts import record_fact
from koinon.rooms.organisations.actions.naming import apply_name_change, rename_organisation, revoke_name_change
from koinon.rooms.organisations.actions.records import (
    OrganisationDetails,
    change_organisation,
    record_organisation,
    set_identifier,
)

__all__ = [
    "TOPICS",
    "ConfederationDetails",
    "Enquiry",
    "OrganisationDetails",
    "apply_name_change",
    "change_organisation",
    "keep_confederation_record",
    "record_fact",
    "record_organisation",
    "rename_organisation",
    "revoke_name_change",
    "send_enquiry",
    "set_identifier",
]

"""What can be done with applications."""

from koinon.rooms.admissions.actions.applicant import answer_refusal, submit_application, withdraw_application
from koinon.rooms.admissions.actions.carrying import Answers, bring_answers
from koinon.rooms.admissions.actions.decisions import Verdict, record_board_decision, record_ratification
from koinon.rooms.admissions.actions.drafts import Upload, attach_paper, remove_paper, save_draft
from koinon.rooms.admissions.actions.elsewhere import Elsewhere, record_elsewhere
from koinon.rooms.admissions.actions.erasing import erase_applications, forget_links
from koinon.rooms.admissions.actions.links import end_stay, open_link, send_link
from koinon.rooms.admissions.actions.parking import park_answers
from koinon.rooms.admissions.actions.review import (
    Opinion,
    ask_back,
    mark_item,
    prepare_for_board,
    record_opinion,
    take_up_review,
)
from koinon.rooms.admissions.actions.tidying import expire_draft, remind_of_draft

__all__ = [
    "Answers",
    "Elsewhere",
    "Opinion",
    "Upload",
    "Verdict",
    "answer_refusal",
    "ask_back",
    "attach_paper",
    "bring_answers",
    "end_stay",
    "erase_applications",
    "expire_draft",
    "forget_links",
    "mark_item",
    "open_link",
    "park_answers",
    "prepare_for_board",
    "record_board_decision",
    "record_elsewhere",
    "record_opinion",
    "record_ratification",
    "remind_of_draft",
    "remove_paper",
    "save_draft",
    "send_link",
    "submit_application",
    "take_up_review",
    "withdraw_application",
]

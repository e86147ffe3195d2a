"""Who may do what with people and mandates."""

from django.utils.translation import gettext_lazy as _

from koinon.core.permissions import ALL_MANDATES, ANYONE, DESK_READERS, permission

permission("people.see", _("see people and their mandates"), roles=DESK_READERS, mandates=ALL_MANDATES)
permission(
    "people.keep",
    _("add people and change their details"),
    roles=["secretary_general", "membership", "system"],
)
permission(
    "people.name_mandate",
    _("name people for organisations"),
    roles=["secretary_general", "membership", "system"],
)
permission("people.name_staff", _("give roles in the secretariat"), roles=["secretary_general", "system"])
# Which of these names whom is for the rulebook to say (procedures.toml): it narrows what stands here.
permission(
    "people.name_own",
    _("invite, end and confirm those whom the rulebook lets them name"),
    roles=["secretary_general", "membership", "system"],
    mandates=ALL_MANDATES,
)
# Each for themselves: nobody chooses for another, the secretariat included.
permission("people.choose_mail", _("choose what they get by mail"), mandates=ALL_MANDATES)
# What counts is the secret in the letter, not who holds it out.
permission("people.answer", _("answer an invitation that came by mail"), roles=[ANYONE])
permission("people.tidy", _("end invitations that nobody answered, and erase what is in them"), roles=["system"])

"""Signing in with a code by mail: allauth's flow, our outbox, no sign-up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest

from koinon.core.outbox import Posting, enqueue


class SignInAdapter(DefaultAccountAdapter):
    """Nobody makes an account for themselves; mail leaves through the outbox, codes encrypted until then."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """People are put on record by the secretariat."""
        return False

    def format_email_subject(self, subject: str) -> str:
        """The subject as it is, without the site's name in brackets."""
        return " ".join(subject.split())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Write the mail to the outbox; it holds a code, so it is encrypted and erased on delivery."""
        message = self.render_mail(template_prefix, email, {"request": self.request, "email": email, **context})
        letter = {"to": email, "subject": message.subject, "text": message.body}
        enqueue(Posting("mail", letter, secret=True))

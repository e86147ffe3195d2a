"""Mail to those who speak for members: by category, by role, and what cannot be switched off."""

import re

from koinon.statutes.rulebook import Rulebook, parse_rulebook

from .books import changed


def keys(book: Rulebook, category: str, *held: str) -> list[str]:
    return [topic.key for topic in book.mail_for(category, held)]


def test_mail_goes_by_role(cecop_texts: dict[str, str]) -> None:
    book = parse_rulebook(cecop_texts)
    everybody = ["newsletter", "consultations", "events", "tasks", "convocations"]
    assert keys(book, "full", "editor") == everybody
    assert keys(book, "full", "delegate", "finance_contact") == [*everybody, "invoices"]
    assert {topic.key for topic in book.mail.values() if topic.statutory} == {"convocations", "invoices"}


def test_mail_goes_by_category(cecop_texts: dict[str, str]) -> None:
    whose = 'categories = ["full", "associated", "network"]\nprotected = false\nsource = ["S36"]'
    texts = changed(cecop_texts, "entitlements.toml", whose, whose.replace(', "network"', ""))
    book = parse_rulebook(texts)
    assert "newsletter" in keys(book, "associated", "contact")
    assert "newsletter" not in keys(book, "network", "contact")


def test_a_rulebook_from_before_says_nothing_of_mail(cecop_texts: dict[str, str]) -> None:
    rights, _mark, _mail = cecop_texts["entitlements.toml"].partition("\n[mail.newsletter]")
    choices = re.sub(r"\[choices.mail_until_declined\].*?(?=\n\[)", "", cecop_texts["choices.toml"], flags=re.DOTALL)
    book = parse_rulebook({**cecop_texts, "entitlements.toml": rights, "choices.toml": choices})
    assert keys(book, "full", "contact") == []

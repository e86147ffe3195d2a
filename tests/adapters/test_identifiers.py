"""Countries, accounts, registers and addresses: what passes, in which form, and how the rest is refused."""

import pickle
from collections.abc import Callable
from functools import partial

import pytest
import schwifty
from hypothesis import given
from hypothesis import strategies as st

from koinon.adapters.identifiers import (
    InvalidIdentifier,
    check_bic,
    check_country,
    check_email,
    check_enterprise_number,
    check_iban,
    check_vat,
    country_choices,
    country_name,
)


@pytest.mark.parametrize(
    ("typed", "code"),
    [("BE", "BE"), (" be ", "BE"), ("BEL", "BE"), ("Belgium", "BE"), ("czech  republic", "CZ"), ("XK", "XK")],
)
def test_countries_are_known_by_code_and_name(typed: str, code: str) -> None:
    assert check_country(typed) == code


@pytest.mark.parametrize(
    ("typed", "reason", "suggestion"),
    [
        ("EL", "not_iso", "GR"),
        ("uk", "not_iso", "GB"),
        ("YU", "historic_country", ""),
        ("DDR", "historic_country", ""),
        ("CSHH", "historic_country", ""),
        ("Belguim", "unknown_country", "BE"),
        ("ZZ", "unknown_country", ""),
        ("", "unknown_country", ""),
    ],
)
def test_what_is_no_country_is_refused_with_what_was_meant(typed: str, reason: str, suggestion: str) -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        check_country(typed)
    assert (refused.value.code, refused.value.suggestion) == (reason, suggestion)
    assert refused.value.words


def test_a_country_that_is_gone_is_named_with_its_end() -> None:
    with pytest.raises(InvalidIdentifier, match=r"Yugoslavia.* 2003"):
        check_country("YU")


def test_countries_have_names_in_the_readers_language() -> None:
    assert country_name("GR", "fr") == "Grèce"
    assert country_name("XK", "en") == "Kosovo"
    assert country_name("BE", "no such language") == "Belgium"
    assert country_name("QQ", "en") == "QQ"


def test_choices_hold_every_country_once_in_the_order_of_names() -> None:
    choices = dict(country_choices("de"))
    assert len(choices) == len(country_choices("de")) == 250
    names = list(choices.values())
    assert names.index("Oman") < names.index("Österreich") < names.index("Pakistan")


# Belgian accounts of banks that python-stdnum's table does not know or no longer has, beside common ones.
@pytest.mark.parametrize(
    "typed",
    [
        "BE68539007547034",
        "be68 5390 0754 7034",
        "IBAN BE71.0961.2345.6769",
        "BE43 0689 9999 9501",
        "FR1420041010050500013M02606",
        "NO9386011117947",
    ],
)
def test_accounts_that_exist_pass(typed: str) -> None:
    compact = check_iban(typed)
    assert compact == "".join(c for c in typed.upper().removeprefix("IBAN") if c.isalnum())


@given(st.integers(0, 9_999_999_999))
def test_every_belgian_account_with_right_digits_passes(number: int) -> None:
    bban = f"{number:010}{number % 97 or 97:02}"
    iban = schwifty.IBAN.from_bban("BE", bban)
    assert check_iban(iban.formatted) == iban.compact


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("BE68539007547035", "wrong_check_digits"),
        ("BE6853900754703", "wrong_length"),
        ("ZZ68539007547034", "no_such_country"),
        ("hello", "not_an_iban"),
        ("", "not_an_iban"),
        ("BE68\n5390 0754 7034\nBcc: x", "not_an_iban"),
    ],
)
def test_accounts_that_cannot_be_are_refused(typed: str, reason: str) -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        check_iban(typed)
    assert refused.value.code == reason
    assert refused.value.words


def test_banks_are_known_by_their_shape() -> None:
    assert check_bic("gkcc be bb") == "GKCCBEBB"
    assert check_bic("GKCCBEBBXXX") == "GKCCBEBBXXX"
    for wrong in ("GKCC", "GKCCZZBB", ""):
        with pytest.raises(InvalidIdentifier):
            check_bic(wrong)


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("BE 0403.019.261", "BE", "BE0403019261"),
        ("0403019261", "BE", "BE0403019261"),
        ("094259216", "GR", "EL094259216"),
        ("EL 094259216", "GR", "EL094259216"),
        ("IT 00743110157", "IT", "IT00743110157"),
        ("CHE-107.787.577 IVA", "CH", "CHE107787577IVA"),
        ("GB 980 7806 84", "GB", "980780684"),
        ("PK 1234567-8", "PK", "PK 1234567-8"),
    ],
)
def test_vat_numbers_take_their_countrys_form(typed: str, country: str, number: str) -> None:
    assert check_vat(typed, country) == number
    assert check_vat(number, country) == number


@pytest.mark.parametrize(
    ("typed", "country", "reason"),
    [
        ("BE0403019262", "BE", "wrong_number"),
        ("FR40303265045", "BE", "other_country"),
        ("", "BE", "wrong_number"),
        ("<script>", "PK", "not_a_number"),
    ],
)
def test_vat_numbers_that_fail_are_refused(typed: str, country: str, reason: str) -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        check_vat(typed, country)
    assert refused.value.code == reason


@pytest.mark.parametrize(
    ("typed", "country", "number"),
    [
        ("BE 0403.019.261", "BE", "0403019261"),
        ("404 833 048", "FR", "404833048"),
        ("W751234567", "FR", "W751234567"),
        ("IT00743110157", "IT", "00743110157"),
        ("A-58818501", "ES", "A58818501"),
        ("2077474-0", "FI", "20774740"),
        ("GnR 1234 B", "DE", "GNR 1234 B"),
        ("KRS 0000123456", "PL", "KRS 0000123456"),
        ("12345678", "NL", "12345678"),
    ],
)
def test_enterprise_numbers_take_their_registers_form(typed: str, country: str, number: str) -> None:
    assert check_enterprise_number(typed, country) == number
    assert check_enterprise_number(number, country) == number


def test_a_french_establishment_is_told_its_enterprise() -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        check_enterprise_number("732 829 320 00074", "FR")
    assert refused.value.suggestion == "732829320"


@pytest.mark.parametrize(("typed", "country"), [("0403019262", "BE"), ("x", "NL"), ("", "DE"), ("=1+1", "NL")])
def test_enterprise_numbers_that_fail_are_refused(typed: str, country: str) -> None:
    with pytest.raises(InvalidIdentifier):
        check_enterprise_number(typed, country)


def test_addresses_keep_their_person_and_lower_their_domain() -> None:
    assert check_email(" Ann.Peeters@Coop.Example ") == "Ann.Peeters@coop.example"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ann@coop,example", "ann@coop.example"),
        ("Ann Peeters <ann@coop.example>", "ann@coop.example"),
        ("mailto:ann@coop.example", "ann@coop.example"),
        ("ann@coop.example\nBcc: all@coop.example", ""),
        ("ann", ""),
        ("", ""),
        ("a" * 250 + "@coop.example", ""),
    ],
)
def test_addresses_that_fail_are_refused_with_what_was_meant(typed: str, meant: str) -> None:
    with pytest.raises(InvalidIdentifier) as refused:
        check_email(typed)
    assert refused.value.suggestion == meant


@given(st.text(max_size=40), st.sampled_from(["BE", "FR", "DE", "GR", "CH", "GB", "PK", "??", ""]))
def test_any_text_is_either_normal_or_refused(text: str, country: str) -> None:
    for check in (check_country, check_iban, check_bic, check_email):
        assert _normal_or_refused(check, text)
    for check_of in (check_vat, check_enterprise_number):
        assert _normal_or_refused(partial(check_of, country=country), text)


def _normal_or_refused(check: Callable[[str], str], text: str) -> bool:
    try:
        normal = check(text)
    except InvalidIdentifier as refused:
        return refused.found == text and refused.words != ""
    return bool(check(normal) == normal)


def test_a_refusal_survives_a_queue() -> None:
    refused = InvalidIdentifier("iban", "x", "not_an_iban", "words", "suggestion")
    copied = pickle.loads(pickle.dumps(refused))
    assert (copied.kind, copied.found, copied.suggestion) == ("iban", "x", "suggestion")

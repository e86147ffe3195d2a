"""What the environment says, read into the values that Django's settings want."""

import os
import secrets
import sys
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def flag(name: str) -> bool:
    """True where the variable is 1, true, yes or on."""
    return os.environ.get(name, "").strip().lower() in {"1", "true", "yes", "on"}


def words(name: str) -> list[str]:
    """The comma-separated values of a variable; none where it is not set."""
    return [word.strip() for word in os.environ.get(name, "").split(",") if word.strip()]


def is_management() -> bool:
    """True for commands that serve nobody (migrate, check, adopt), which need no host names."""
    return "granian" not in Path(sys.argv[0]).name


def secret_key(var: Path) -> str:
    """The secret from the environment, or one made once and kept readable by the owner only."""
    if given := os.environ.get("KOINON_SECRET_KEY"):
        return given
    kept = var / "secret.key"
    if not kept.exists():
        var.mkdir(parents=True, exist_ok=True)
        # O_EXCL: of two processes that start together, one writes and the other reads.
        try:
            with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
                file.write(secrets.token_urlsafe(64))
        except FileExistsError:
            pass
    return kept.read_text()


def mail(url: str, var: Path, plain_http: bool, demo: bool) -> tuple[str, dict[str, Any]]:
    """Django's mail backend and its settings from an address such as smtp+tls://user:word@host:587.

    The demo keeps its mail whatever the address says.
    """
    if demo:
        return "koinon.doors.demo.kept_mail.KeptMail", {}
    if plain_http and not url:
        return "django.core.mail.backends.filebased.EmailBackend", {"EMAIL_FILE_PATH": str(var / "mail")}
    if not url:
        return "django.core.mail.backends.smtp.EmailBackend", {"EMAIL_HOST": "localhost", "EMAIL_TIMEOUT": 20}
    parts = urlsplit(url)
    if parts.scheme not in {"smtp", "smtp+tls", "smtps"}:
        raise ImproperlyConfigured(f"EMAIL_URL begins with {parts.scheme!r}; use smtp, smtp+tls or smtps.")
    port = parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme]
    timeout = int(parse_qs(parts.query).get("timeout", ["20"])[0])
    return "django.core.mail.backends.smtp.EmailBackend", {
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": timeout,
    }


def sign_in_limits(demo: bool) -> dict[str, str]:
    """How often a code may be asked for and tried; the demo is driven by one address and gets more."""
    if demo:
        return {
            "login": "300/m/ip",
            "request_login_code": "300/m/ip,60/m/key",
            "login_failed": "60/m/ip,60/5m/key",
        }
    return {"login": "30/m/ip", "request_login_code": "20/m/ip,3/m/key", "login_failed": "10/m/ip,5/5m/key"}

"""What the demo's processes do once everything is loaded: answer requests, deliver and keep time."""

import multiprocessing
from urllib.parse import urlsplit

import django
from django.conf import settings
from django.db import connections
from django.urls import reverse

WEB_WORKERS = 2
THREADS = 2


def load() -> None:
    """Load the house, its addresses included, so that the processes forked from this one share it."""
    django.setup()
    from wagtail import hooks

    from koinon.core import worker
    from koinon.project.wsgi import application

    assert worker
    assert application
    hooks.search_for_hooks()
    reverse("arrive")  # resolving one address loads them all
    connections.close_all()  # a connection must not be used on two sides of a fork


def answer() -> None:
    """Serve the pages at KOINON_URL until told to stop."""
    from granian import Granian
    from granian.constants import Interfaces

    from koinon.project.wsgi import application

    multiprocessing.set_start_method("fork", force=True)
    server = Granian(
        "koinon.project.wsgi:application",
        address="127.0.0.1",
        port=urlsplit(settings.KOINON_URL).port or 80,
        interface=Interfaces.WSGI,
        workers=WEB_WORKERS,
        blocking_threads=THREADS,
        websockets=False,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
    )
    server.serve(target_loader=lambda: application, wrap_loader=False)


def work() -> None:
    """Deliver what is in the outbox and fire what is due, until told to stop."""
    from koinon.core import worker

    worker.run()

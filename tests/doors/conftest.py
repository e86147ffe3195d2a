"""What the tests of several doors share: the stage of the access matrix, set up once a module."""

import os
from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.test import override_settings
from django.utils import timezone
from pytest_django import DjangoDbBlocker

if TYPE_CHECKING:
    from tests.doors.matrix.stage import Stage


@pytest.fixture(scope="module")
def stage(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> "Iterator[Stage]":
    """The matrix's stage on its day; taken down with everything that was done on it."""
    from koinon.project import urls
    from tests.conftest import stand
    from tests.doors.matrix.stage import TODAY, set_up
    from tests.world import moment, publish

    distance = int((moment(TODAY) - timezone.now()).total_seconds())
    with ExitStack() as until_the_end:
        until_the_end.enter_context(django_db_blocker.unblock())
        until_the_end.enter_context(override_settings(KOINON_CLOCK_OFFSET=distance))
        if not os.environ.get("CI"):
            until_the_end.enter_context(patch.object(urls, "handler404", nothing_here, create=True))
        until_the_end.enter_context(transaction.atomic())
        world = stand()
        publish(world)
        yield set_up(world)
        transaction.set_rollback(True)


def nothing_here(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A bare page in place of the house's: a third of the matrix is this answer, always the same."""
    return HttpResponseNotFound("Nothing here.")

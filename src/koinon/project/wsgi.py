"""The entry for WSGI servers: granian --interface wsgi koinon.project.wsgi:application."""

import os

from django.core.wsgi import get_wsgi_application

from koinon.core import memory

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "koinon.project.settings")
application = get_wsgi_application()
memory.settle()

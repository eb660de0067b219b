"""The settings of the example, and a clock that the checker can move (docs/conformance.md#move-the-clock)."""

from django.core.servers.basehttp import WSGIServer
from shop.settings import *  # noqa: F403

# `runserver` queues ten connections, and the checker plays several cases at once.
WSGIServer.request_queue_size = 128

ROOT_URLCONF = 'moved_clock_urls'

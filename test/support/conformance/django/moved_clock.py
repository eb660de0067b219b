"""The settings of the example, and a clock that the checker can move (docs/conformance.md#move-the-clock)."""

from shop.settings import *  # noqa: F403

ROOT_URLCONF = 'moved_clock_urls'

"""The cookie of each attempt (docs/protocol.md#the-pages-three-values)."""

import re

from django.conf import settings

from .models import Attempt

MOST, LIVES_S, ENDED_LIVES_S = 12, 1800, 60


def name_of(attempt_id):
    prefix = '__Host-' if settings.SESSION_COOKIE_SECURE else ''
    return f'{prefix}wml-{attempt_id}'


def value_of(request, attempt_id):
    return request.COOKIES.get(name_of(attempt_id), '')


def keep(response, attempt_id, value, lives_s=LIVES_S):
    response.set_cookie(
        name_of(attempt_id),
        value,
        max_age=lives_s,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite='Lax',
    )


def clear_stale(request, response):
    """Clears those of attempts that have ended, and the oldest, so that the header never fills up."""
    matches = (re.fullmatch(name_of(r'([\w-]{22})'), name, re.ASCII) for name in request.COOKIES)
    ids = [match[1] for match in matches if match]
    found = Attempt.objects.readable().filter(pk__in=ids[:100])
    live = [each for each in found if not each.has_ended]
    # Attempts that were scanned count as newer.
    live.sort(key=lambda each: (each.state != Attempt.State.PENDING, each.ends_at))
    kept = {each.pk for each in live[max(0, len(live) + 1 - MOST) :]}
    for each in ids:
        if each not in kept:
            response.delete_cookie(name_of(each), samesite='Lax')

"""The form of requests and answers, the same for every endpoint (docs/protocol.md#endpoints)."""

import json
import logging
import re

from django.conf import settings
from django.db import OperationalError
from django.http import JsonResponse
from django.utils.cache import patch_vary_headers
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt

logger = logging.getLogger(__name__)

PROBLEMS = {
    'invalid_request': (400, 'The request is not of this protocol.'),
    'origin_denied': (403, 'The origin of the page is not on the list.'),
    'sign_in_refused': (403, 'The application refuses to sign this person in.'),
    'not_found': (404, 'There is no such thing here.'),
    'method_not_allowed': (405, 'The path exists, but not with this method.'),
    'wrong_state': (409, 'The state of the attempt does not allow this.'),
    'challenge_used': (409, 'The challenge is known, and its cookie is missing.'),
    'gone': (410, 'The attempt has ended.'),
    'too_large': (413, 'The body is too large.'),
    'unsupported_media_type': (415, 'The body is not application/json.'),
    'rate_limited': (429, 'Too many requests of this kind.'),
    'internal_error': (500, 'The backend has a fault.'),
    'misconfigured': (503, 'WeChat refuses the settings of this backend.'),
    'quota_exhausted': (503, "WeChat's quota is used up."),
    'upstream_unavailable': (503, 'WeChat does not answer in time.'),
    'platform_disabled': (503, 'WeChat has limited the official account.'),
    'store_unavailable': (503, 'The database does not answer.'),
}
MAY_PASS = {'rate_limited', 'quota_exhausted', 'upstream_unavailable', 'platform_disabled'}
MAY_PASS |= {'store_unavailable'}


class Problem(Exception):
    """An error of the protocol; `more` are further fields of its body."""

    def __init__(self, code, **more):
        super().__init__(code)
        self.code, self.more = code, more

    def response(self):
        status, title = PROBLEMS[self.code]
        urn = f'urn:wechat-mp-login:problem:{self.code}'
        body = {'type': urn, 'title': title, 'status': status, 'code': self.code, **self.more}
        response = JsonResponse(body, status=status, content_type='application/problem+json')
        if self.code in MAY_PASS:
            response['Retry-After'] = '10'
        return response


# Django's CSRF tokens are for forms. Here the origin, the media type and the proofs protect: no page
# of another site can send what these endpoints accept.
@method_decorator(csrf_exempt, name='dispatch')
class Endpoint(View):
    """A view whose errors have the form of the protocol."""

    http_method_names = ['get', 'post', 'delete', 'put', 'patch', 'head', 'options']
    largest_body = 8 * 1024

    def dispatch(self, request, *args, **kwargs):
        try:
            self.check_form(request)
            response = super().dispatch(request, *args, **kwargs)
        except Problem as problem:
            response = problem.response()
        except OperationalError as error:
            logger.error('The database does not answer: %s', error)
            response = Problem('store_unavailable').response()
        except Exception:
            # A traceback has names of functions and no values, so no secrets.
            logger.exception('An endpoint has a fault')
            response = Problem('internal_error').response()
        response['Cache-Control'] = 'no-store'
        response['X-Content-Type-Options'] = 'nosniff'
        response['Referrer-Policy'] = 'no-referrer'
        patch_vary_headers(response, ['Origin', 'Accept'])
        return response

    def check_form(self, request):
        origin = request.headers.get('Origin')
        if origin is not None and origin != settings.WECHAT_LOGIN['ORIGIN']:
            raise Problem('origin_denied')
        length = request.headers.get('Content-Length') or '0'
        if not re.fullmatch(r'[0-9]{1,9}', length) or int(length) > self.largest_body:
            raise Problem('too_large')

    def http_method_not_allowed(self, request, *args, **kwargs):
        raise Problem('method_not_allowed')


def read_json(request):
    """The fields of the body. `null` and '' count as absent."""
    if request.content_type.lower() != 'application/json':
        raise Problem('unsupported_media_type')
    try:
        body = json.loads(request.body)
    except (ValueError, RecursionError):
        body = None
    if not isinstance(body, dict):
        raise Problem('invalid_request')
    return {name: value for name, value in body.items() if value not in (None, '')}


def text(body, name, pattern, default=None):
    value = body.get(name, default)
    if not isinstance(value, str) or not re.fullmatch(pattern, value, re.ASCII):
        raise Problem('invalid_request', field=name)
    return value

"""The endpoints for pages: create, watch, cancel, redeem."""

import logging
import secrets

from django.conf import settings
from django.contrib.auth import login
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpResponse, JsonResponse
from django.utils.crypto import constant_time_compare
from wechat import WeChatError

from . import cookies
from .models import Attempt, Identity, s256
from .platform import api
from .protocol import Endpoint, Problem, read_json, text

logger = logging.getLogger(__name__)
State = Attempt.State

VALUE = r'[\w-]{43}'
QR_LIVES_S, MOST_ATTEMPTS = 240, 50_000


class Create(Endpoint):
    def post(self, request):
        body = read_json(request)
        challenge = text(body, 'challenge', VALUE)
        text(body, 'purpose', 'login')
        text(body, 'method', 'scan')
        text(body, 'officialAccount', 'default', 'default')
        lang = text(body, 'lang', r'[A-Za-z0-9-]{1,35}', 'en')
        if '[object ' in text(body, 'appData', r'[\s\S]{1,1000}', '-'):
            raise Problem('invalid_request', field='appData')
        known = Attempt.objects.filter(challenge=challenge).first()
        if known:
            return self.again(request, known)
        limit_creates(request)
        Attempt.objects.forget()
        cookie = secrets.token_urlsafe(32)
        try:
            attempt = Attempt.objects.create(
                challenge=challenge, lang=lang, cookie_hash=s256(cookie)
            )
        except IntegrityError:
            # The same create came twice at once, and the other one has the cookie.
            raise Problem('challenge_used') from None
        attempt.qr_url = self.qr_code(attempt)
        Attempt.objects.filter(pk=attempt.pk).update(qr_url=attempt.qr_url)
        response = JsonResponse(created(attempt), status=201)
        cookies.clear_stale(request, response)
        cookies.keep(response, attempt.pk, cookie)
        return response

    def again(self, request, attempt):
        if not has_cookie(request, attempt):
            raise Problem('challenge_used')
        return JsonResponse(created(attempt))

    def qr_code(self, attempt):
        try:
            return api().create_qr_code(attempt.scene, QR_LIVES_S)
        except WeChatError as error:
            logger.error('%s', error)
            Attempt.objects.move(attempt, [State.PENDING], State.FAILED, reason=error.code)
            raise Problem(error.code) from None


class Watch(Endpoint):
    def get(self, request, attempt_id):
        return JsonResponse(by_key(request, attempt_id).snapshot())

    def delete(self, request, attempt_id):
        attempt = by_key(request, attempt_id)
        Attempt.objects.move(attempt, Attempt.LIVE, State.CANCELLED)
        return HttpResponse(status=204)


class Redeem(Endpoint):
    def post(self, request, attempt_id):
        verifier = text(read_json(request), 'verifier', VALUE)
        attempt = by_verifier(request, attempt_id, verifier)
        if attempt.current_state == State.APPROVED:
            unionid = unionid_of(attempt.openid)
            self.finish(request, attempt, unionid)
            attempt.refresh_from_db()
        response = self.answer(request, attempt)
        cookie = cookies.value_of(request, attempt_id)
        cookies.keep(response, attempt_id, cookie, cookies.ENDED_LIVES_S)
        return response

    @transaction.atomic
    def finish(self, request, attempt, unionid):
        """Signs in, unless another request with the same proofs did. That one has then committed."""
        if not Attempt.objects.move(attempt, [State.APPROVED], State.COMPLETED):
            return
        user, is_new = Identity.objects.user_of(attempt.openid, unionid)
        attempts = Attempt.objects.filter(pk=attempt.pk)
        if not user.is_active:
            attempts.update(state=State.FAILED, reason='sign_in_refused')
            return
        login(request, user)
        # Always a new session, also for somebody who is signed in: its id may have been planted.
        request.session.cycle_key()
        request.session.save()
        attempts.update(user=user, is_new_user=is_new, session_key=request.session.session_key)

    def answer(self, request, attempt):
        state, reason = attempt.current_state, attempt.reason or attempt.current_state.value
        if state == State.PENDING:
            raise Problem('wrong_state')
        if state == State.FAILED and reason == 'sign_in_refused' and attempt.is_kept:
            raise Problem(reason)
        if state != State.COMPLETED or not attempt.is_kept:
            raise Problem('gone', reason=reason)
        if request.session.session_key != attempt.session_key:
            # A repeated redeem: the session that the first one has opened, and no other.
            request.session = type(request.session)(attempt.session_key)
            request.session.modified = True
        account = {'name': attempt.user.get_short_name() or attempt.user.get_username()}
        result = {'result': 'authenticated', 'isNew': attempt.is_new_user, 'account': account}
        return JsonResponse(result)


class NotFound(Endpoint):
    http_method_names = []

    def http_method_not_allowed(self, request, *args, **kwargs):
        raise Problem('not_found')


def created(attempt):
    site = settings.WECHAT_LOGIN['SITE_NAME']
    return {
        'protocol': 1,
        'levels': ['core'],
        'id': attempt.pk,
        **attempt.snapshot(),
        'officialAccount': {'key': 'default', 'name': site, 'kind': 'service'},
        'present': {'type': 'qr', 'url': attempt.qr_url},
    }


def limit_creates(request):
    """By address. The cache of each process counts for itself unless CACHES names one for all."""
    key = f'wechat-login-creates-{request.META["REMOTE_ADDR"]}'
    cache.add(key, 0, timeout=60)
    try:
        count = cache.incr(key)
    except ValueError:
        # The minute has just ended.
        count = 1
    if count > settings.WECHAT_LOGIN['CREATES_PER_MINUTE'] or Attempt.objects.count() > MOST_ATTEMPTS:
        raise Problem('rate_limited')


def has_cookie(request, attempt):
    return constant_time_compare(s256(cookies.value_of(request, attempt.pk)), attempt.cookie_hash)


def by_key(request, attempt_id):
    """The attempt, for the holder of its key. An unknown id and a wrong key look the same."""
    scheme, _, bearer = request.headers.get('Authorization', '').partition(' ')
    key = request.headers.get('Wechat-Login-Key') or (bearer if scheme.lower() == 'bearer' else '')
    attempt = Attempt.objects.readable().filter(pk=attempt_id).first()
    is_key = constant_time_compare(s256(key.strip()), attempt.challenge if attempt else '')
    if not is_key:
        raise Problem('not_found')
    return attempt


def by_verifier(request, attempt_id, verifier):
    """The attempt, for the page that made it, in the browser that made it."""
    attempt = Attempt.objects.readable().filter(pk=attempt_id).first()
    proof = s256(s256(verifier))
    is_page = constant_time_compare(proof, attempt.challenge if attempt else '')
    if not is_page or not has_cookie(request, attempt):
        raise Problem('not_found')
    return attempt


def unionid_of(openid):
    """The unionid of somebody who has no account yet, if the official account is bound to an Open Platform."""
    if not settings.WECHAT_LOGIN['OPEN_PLATFORM'] or Identity.objects.known(openid):
        return ''
    try:
        unionid = api().user_info(openid, 3.0).get('unionid', '')
    except WeChatError as error:
        logger.error('%s', error)
        raise Problem(error.code) from None
    if not unionid:
        # Without it, somebody who has an account by another official account would get a second one.
        raise Problem('upstream_unavailable')
    return unionid

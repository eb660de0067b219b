#!/usr/bin/env python3
"""A backend of docs/protocol.md in Python: levels core, binding and confirm, in memory.

It needs Python 3.9 and the package `cryptography`. README.md says how to run it, and what it
leaves out.
"""

import json
import os
import re
import sys
import threading
import time
import urllib.request
from collections import OrderedDict, deque
from concurrent.futures import Future
from http.server import ThreadingHTTPServer
from types import SimpleNamespace
from urllib.parse import urlsplit

from accounts import DAY_S, LOCK, Accounts, Session, b64url, random_text, s256
from attempts import BROWSER_LIVES_S, Attempt, Attempts, Login, digits_of, six_digits
from web import Problem, Reply, create_handler
from wechat import Api, BadPush, Pushes, WeChatError, equal, text_reply

KEPT_S, MOST_ATTEMPTS, MOST_COOKIES, MOST_REPLIES = 60, 10_000, 12, 10_000
# (how many, in how many seconds) of what one key may do.
LIMITS = {
    'creates by address': (int(os.environ.get('CREATES_PER_MINUTE', 300)), 60),
    'proofs by identity': (5, 900),
    'proofs by address': (30, 900),
    'proofs for target': (100, 900),
    'codes by identity': (5, 3600),
    'codes by address': (20, 3600),
    'codes for target': (20, 3600),
    'codes in all': (1000, 3600),
    'reads of attempt': (60, 10),
}


def field(name, label, type, **more):
    return {'name': name, 'label': label, 'type': type, 'required': True, **more}


CODE = field('code', 'Code', 'code', autocomplete='one-time-code')
METHODS = {
    'password': ('Password', [
        field('identifier', 'E-mail', 'email', autocomplete='username'),
        field('password', 'Password', 'password', autocomplete='current-password'),
    ]),
    'email-code': ('Code by e-mail', [field('email', 'E-mail', 'email', autocomplete='email'), CODE]),
    'phone-code': ('Code by phone', [field('phone', 'Phone', 'tel', autocomplete='tel'), CODE]),
    'session': ('The account that is signed in', []),
}  # fmt: skip


class Limits:
    """What was done lately, by kind and key."""

    def __init__(self):
        self.times = {}

    def take(self, code='rate_limited', **keys):
        """Counts one for each kind, or for none if one of them is full. Returns what gives it back."""
        now, taken = time.time(), []
        if len(self.times) > 50_000:
            self.times = {key: times for key, times in self.times.items() if now < times[-1] + 3600}
        for kind, key in keys.items():
            most, seconds = LIMITS[kind.replace('_', ' ')]
            times = self.times.setdefault((kind, key), deque())
            while times and now > times[0] + seconds:
                times.popleft()
            if len(times) >= most:
                raise Problem(code, int(times[0] + seconds - now) + 1)
            taken.append(times)
        for times in taken:
            times.append(now)
        return lambda: [times.remove(now) for times in taken if now in times]


class Backend:
    def __init__(self, settings):
        self.settings = settings
        self.api = Api(settings.api_url, settings.app_id, settings.app_secret)
        self.pushes = Pushes(settings.app_id, settings.token, settings.aes_key)
        self.accounts = Accounts()
        self.attempts = Attempts(settings, self.accounts, self.api)
        self.limits, self.replies = Limits(), OrderedDict()

    def routes(self):
        attempt = r'/attempts/([\w-]{22,64})'
        return [
            (r'/attempts', {'POST': self.create}),
            (attempt, {'GET': self.watch, 'DELETE': self.cancel}),
            (attempt + '/redeem', {'POST': self.redeem}),
            (attempt + '/bind', {'POST': self.bind}),
            (attempt + '/codes', {'POST': self.codes}),
            (r'/identities', {'GET': self.identities}),
            (r'/identities/([\w-]{1,64})', {'DELETE': self.unlink}),
            (r'/wechat/default', {'GET': self.handshake, 'POST': self.push}),
        ]

    # Create, watch, cancel.

    def create(self, call):
        body = call.json()
        challenge = text(body, 'challenge', r'[\w-]{43}')
        purpose = text(body, 'purpose', 'login|link|step-up')
        text(body, 'method', 'scan')
        text(body, 'officialAccount', 'default', 'default')
        lang = text(body, 'lang', r'[A-Za-z0-9-]{1,35}', 'en')
        if '[object ' in text(body, 'appData', r'[\s\S]{1,1000}', '-'):
            raise Problem('invalid_request', field='appData')
        with LOCK:
            known = self.attempts.by_challenge.get(challenge)
            if known:
                if not has_cookie(call, known):
                    raise Problem('challenge_used')
                return Reply(self.created(self.attempts.settle(known) or known))
            account = self.signed_in_for(call, purpose)
            self.limits.take(creates_by_address=call.address)
            if len(self.attempts.by_id) >= MOST_ATTEMPTS:
                raise Problem('rate_limited', 60)
            attempt = Attempt(challenge, purpose, lang, where(call), device_hash(self, call), account)
            cookie = random_text()
            attempt.cookie_hash = s256(cookie)
            self.attempts.add(attempt)
        try:
            attempt.qr_url = self.api.create_qr_code(attempt.scene, self.settings.code_s + 60)
        except WeChatError as error:
            print(error, file=sys.stderr)
            with LOCK:
                attempt.move('failed', reason=error.code)
            raise Problem(error.code) from None
        self.clear_stale_cookies(call)
        call.set_cookie(f'wml-{attempt.id}', cookie, 1800)
        return Reply(self.created(attempt), 201)

    def signed_in_for(self, call, purpose):
        """The account that an attempt belongs to from the beginning."""
        if purpose == 'login':
            return ''
        session = self.current(call)
        if not session or (purpose == 'link' and not session.is_fresh):
            raise Problem('reauthentication_required')
        if purpose == 'link' and not session.confirmed:
            raise Problem('confirmation_required')
        return session.account

    def clear_stale_cookies(self, call):
        """Cookies of attempts that have ended, and the oldest, so that the header never fills up."""
        with LOCK:
            live = []
            for name in call.cookies:
                match = re.fullmatch(r'(?:__Host-)?wml-([\w-]{22,64})', name, re.ASCII)
                attempt = match and self.attempts.get(match[1])
                if match and attempt and not attempt.has_ended:
                    live.append(attempt)
                elif match:
                    call.set_cookie(f'wml-{match[1]}', '', 0)
            live.sort(key=lambda each: (each.state != 'pending', each.until))
        for each in live[: max(0, len(live) + 1 - MOST_COOKIES)]:
            call.set_cookie(f'wml-{each.id}', '', 0)

    def created(self, attempt):
        account = {'key': 'default', 'name': self.settings.name, 'kind': 'service'}
        levels = ['core', 'binding'] + ([] if self.settings.mode == 'none' else ['confirm'])
        body = {'protocol': 1, 'levels': levels, 'id': attempt.id, **snapshot(attempt, self.settings)}
        body |= {'officialAccount': account, 'present': {'type': 'qr', 'url': attempt.qr_url}}
        if self.settings.new_accounts == 'existing-only':
            body['newAccounts'] = 'existing-only'
        return body

    def watch(self, call, attempt_id):
        with LOCK:
            attempt = self.by_key(call, attempt_id)
            self.limits.take('slow_down', reads_of_attempt=attempt_id)
            return Reply(snapshot(attempt, self.settings))

    def cancel(self, call, attempt_id):
        with LOCK:
            attempt = self.by_key(call, attempt_id)
            if not attempt.has_ended:
                attempt.move('cancelled')
            call.set_cookie(f'wml-{attempt_id}', '', 0)
            return Reply(status=204)

    def by_key(self, call, attempt_id):
        bearer = re.fullmatch(r'Bearer +([\w-]+)', call.headers.get('Authorization', ''), re.I)
        key = call.headers.get('Wechat-Login-Key') or (bearer[1] if bearer else '')
        attempt = self.attempts.get(attempt_id)
        if attempt is None or not equal(s256(key), attempt.challenge):
            raise Problem('not_found')
        return attempt

    # Redeem.

    def by_verifier(self, call, body, attempt_id):
        verifier = text(body, 'verifier', r'[\w-]{43}')
        attempt = self.attempts.get(attempt_id)
        if not attempt or not equal(s256(s256(verifier)), attempt.challenge):
            raise Problem('not_found')
        if not has_cookie(call, attempt):
            raise Problem('not_found')
        # A scan that a known browser let in is for that browser alone.
        is_browser = attempt.approved_by == 'browser'
        if is_browser and not equal(device_hash(self, call), attempt.device_hash):
            raise Problem('not_found')
        return attempt

    def kept(self, call, attempt):
        """The response that completed the attempt, for a retry."""
        if attempt.state == 'completed' and time.time() < attempt.kept[0]:
            call.set_cookies += attempt.kept[2]
            return Reply(attempt.kept[1])
        return None

    def need_state(self, attempt, *states):
        self.attempts.settle(attempt)
        if attempt.has_ended:
            raise Problem('gone', reason=attempt.reason or attempt.state)
        if attempt.state not in states:
            raise Problem('wrong_state')

    def fail(self, attempt, reason, code=None):
        attempt.move('failed', reason=reason)
        raise Problem(code) if code else Problem('gone', reason=reason)

    def redeem(self, call, attempt_id):
        body = call.json()
        with LOCK:
            attempt = self.by_verifier(call, body, attempt_id)
        with attempt.claim:
            with LOCK:
                kept = self.kept(call, attempt)
                if kept:
                    return kept
                self.need_state(attempt, 'approved', 'binding')
                self.need_account(call, attempt)
                if attempt.state == 'binding':
                    return Reply(self.question(call, attempt))
                is_known = self.accounts.find(attempt.openid)
            if not is_known:
                self.ask_unionid(attempt)
            with LOCK:
                self.need_state(attempt, 'approved')
                return self.finish_redeem(call, attempt)

    def need_account(self, call, attempt):
        session = self.current(call)
        if attempt.account and (not session or session.account != attempt.account):
            raise Problem('session_mismatch')

    def ask_unionid(self, attempt):
        if self.settings.open_platform == 'no' or attempt.unionid:
            return
        try:
            attempt.unionid = self.api.user_info(attempt.openid, 3.0).get('unionid', '')
        except WeChatError as error:
            print(error, file=sys.stderr)
            raise Problem(error.code) from None
        if self.settings.open_platform == 'yes' and not attempt.unionid:
            raise Problem('upstream_unavailable')

    def finish_redeem(self, call, attempt):
        account = self.owner(attempt)
        if attempt.purpose == 'step-up' and (not account or account.id != attempt.account):
            self.fail(attempt, 'session_mismatch', 'session_mismatch')
        if attempt.purpose == 'link' and account and account.id != attempt.account:
            self.fail(attempt, 'identity_conflict', 'identity_conflict')
        if attempt.purpose == 'link' and account:
            attempt.move('completed')
            return self.signed_in(call, attempt, account)
        if account:
            if account.sessions_ended_at > attempt.approved_at:
                self.fail(attempt, 'reauthentication_required')
            self.accounts.link(account, attempt.openid, attempt.unionid)
            return self.finish(call, attempt, account)
        if self.settings.new_accounts == 'create' and attempt.purpose == 'login':
            return self.create_account(call, attempt)
        attempt.move('binding', self.settings.binding_s)
        return Reply(self.question(call, attempt))

    def owner(self, attempt):
        """The account that the scan opens. One that was approved as new opens only its own."""
        account = self.accounts.find(attempt.openid, attempt.unionid)
        if account and attempt.approved_by == 'new' and account.created_by != attempt.id:
            self.fail(attempt, 'wrong_state')
        return account

    def create_account(self, call, attempt):
        account = self.accounts.add('New member', created_by=attempt.id)
        self.accounts.link(account, attempt.openid, attempt.unionid)
        return self.finish(call, attempt, account, isNew=True)

    def finish(self, call, attempt, account, typed_digits=False, **result):
        """Opens the session, and notes what Not me would have to reverse."""
        former = self.current(call)
        confirmed = attempt.approved_by == 'confirmation' or typed_digits
        login = Login(attempt.id, attempt.openid, account.id)
        self.attempts.logins[attempt.id] = login
        if result.get('linked'):
            login.linked.append(attempt.openid)
            proof = self.attempts.logins.get(former.login) if former else None
            if proof and proof.account == account.id:
                proof.linked.append(attempt.openid)
            self.accounts.end_all_sessions(account)
        if confirmed and not account.was_confirmed:
            account.was_confirmed = True
            self.accounts.end_sessions(lambda each: each.account == account.id and not each.confirmed)
        if former:
            self.accounts.end_sessions(lambda each: each.id == former.id)
        session = Session(account.id, confirmed, attempt.id)
        if attempt.purpose == 'link' and former:
            session.at = former.at
        # On a settings page, the visitor was known before, and stays known as who they were.
        if confirmed and attempt.purpose != 'link':
            self.remember_browser(call, attempt, account)
        self.accounts.open_session(session)
        call.set_cookie('session', session.id, 86400)
        attempt.move('completed')
        return self.signed_in(call, attempt, account, **result)

    def signed_in(self, call, attempt, account, **result):
        call.set_cookie(f'wml-{attempt.id}', '', 0)
        result = {'result': 'authenticated', 'isNew': False, 'account': {'name': account.name}, **result}
        attempt.kept = (time.time() + KEPT_S, result, list(call.set_cookies))
        return Reply(result)

    def remember_browser(self, call, attempt, account):
        """Always a new value: one that the browser sent may be somebody else's."""
        value = f'{random_text()}.{int(time.time())}'
        value += '.' + self.device_signature(value)
        call.set_cookie('wml-device', value, BROWSER_LIVES_S)
        former = device_hash(self, call)
        self.attempts.remember_browser(attempt.openid, account.id, s256(value), former)

    def device_signature(self, value):
        return b64url(self.attempts.derive('device', value))

    # Binding.

    def question(self, call, attempt):
        options = []
        if attempt.purpose == 'login' and self.settings.new_accounts == 'ask':
            options.append({'action': 'create'})
        for method in self.methods(call, attempt):
            label, fields = METHODS[method]
            options.append({'action': 'link', 'method': method, 'label': label, 'fields': fields})
        left = max(0, attempt.until - time.time())
        chat_code = attempt.chat_code != ''
        return {'result': 'binding', 'chatCode': chat_code, 'expiresIn': left, 'options': options}

    def methods(self, call, attempt):
        if attempt.purpose == 'link':
            return ['session']
        return [each for each in METHODS if each != 'session' or self.current(call)]

    def bind(self, call, attempt_id):
        body = call.json()
        text(body, 'action', 'create|link|select')
        with LOCK:
            attempt = self.by_verifier(call, body, attempt_id)
        with attempt.claim:
            with LOCK:
                kept = self.kept(call, attempt)
                if kept:
                    return kept
                self.need_state(attempt, 'binding')
                self.need_account(call, attempt)
                if body['action'] == 'create':
                    return self.bind_create(call, attempt)
                if body['action'] == 'select':
                    return self.bind_select(call, attempt, body)
            found = self.prove(call, attempt, body)
            with LOCK:
                self.need_state(attempt, 'binding')
                if len(found) == 1:
                    return self.bind_link(call, attempt, found[0])
                until = time.time() + 300
                attempt.choices = {random_text(16): (each, until) for each in found}
                accounts = [
                    {'choice': choice, 'name': account.name}
                    for choice, (account, _) in attempt.choices.items()
                ]
                return Reply({'result': 'select', 'accounts': accounts})

    def bind_create(self, call, attempt):
        if attempt.purpose != 'login' or self.settings.new_accounts != 'ask':
            raise Problem('invalid_request', field='action')
        if self.owner(attempt):
            self.fail(attempt, 'identity_conflict', 'identity_conflict')
        return self.create_account(call, attempt)

    def bind_select(self, call, attempt, body):
        choice = text(body, 'choice', r'[\w-]{1,64}')
        account, until = attempt.choices.get(choice, (None, 0))
        if time.time() > until:
            raise Problem('invalid_request', field='choice')
        return self.bind_link(call, attempt, account)

    def bind_link(self, call, attempt, account):
        owner = self.accounts.find(attempt.openid, attempt.unionid)
        if owner and owner is not account:
            self.fail(attempt, 'identity_conflict', 'identity_conflict')
        if account.sessions_ended_at > attempt.approved_at:
            self.fail(attempt, 'reauthentication_required')
        self.accounts.link(account, attempt.openid, attempt.unionid)
        return self.finish(call, attempt, account, typed_digits=True, linked=True)

    def prove(self, call, attempt, body):
        """The accounts that both proofs are right for. Every look at a secret counts first."""
        with LOCK:
            method = text(body, 'method', r'[a-z0-9-]{1,32}')
            if method not in self.methods(call, attempt):
                raise Problem('invalid_request', field='method')
            fields = form(body, METHODS[method][1])
            if 'chatCode' not in body:
                raise Problem('invalid_request', field='chatCode')
            chat_code = digits_of(text(body, 'chatCode', r'[\s\S]{1,200}'), ignored=['Pd'])
            if method == 'session':
                session = self.current(call)
                if not session.is_fresh:
                    raise Problem('reauthentication_required')
                if not session.confirmed:
                    raise Problem('confirmation_required')
            target = next(iter(fields.values()), session.account if method == 'session' else '')
            give_back = self.limits.take(
                proofs_by_identity=attempt.openid,
                proofs_by_address=call.address,
                proofs_for_target=(method, target.lower()),
            )
            if not equal(chat_code, attempt.chat_code):
                attempt.wrong_chat_codes += 1
                self.refuse_proof(attempt, 3 - attempt.wrong_chat_codes, field='chatCode')
            attempt.wrong_proofs += 1
        found = self.proven(attempt, method, fields, target)
        with LOCK:
            self.need_state(attempt, 'binding')
            if not found:
                self.refuse_proof(attempt, 5 - attempt.wrong_proofs)
            attempt.wrong_proofs -= 1
            give_back()
        return found

    def refuse_proof(self, attempt, remaining, **more):
        if remaining <= 0:
            attempt.move('failed', reason='proof_failed')
        raise Problem('proof_failed', remaining=max(0, remaining), **more)

    def proven(self, attempt, method, fields, target):
        if method == 'password':
            return self.accounts.by_password(target, fields['password'])
        with LOCK:
            if method == 'session':
                return [self.accounts.by_id[target]]
            sent = attempt.sent_code
            typed = digits_of(fields['code'], ignored=['Pd'])
            if sent[:2] != (method, target.lower()) or time.time() > sent[3]:
                return []
            if not equal(typed, sent[2]):
                return []
            attempt.sent_code = ()
            return self.accounts.having(next(iter(fields)), target)

    def codes(self, call, attempt_id):
        body = call.json()
        with LOCK:
            attempt = self.by_verifier(call, body, attempt_id)
            self.need_state(attempt, 'binding')
            method = text(body, 'method', r'[a-z0-9-]{1,32}')
            if method not in self.methods(call, attempt) or not method.endswith('-code'):
                raise Problem('invalid_request', field='method')
            ((name, target),) = form(body, METHODS[method][1][:1]).items()
            wait = max(attempt.codes_sent, default=0) + self.settings.resend_s - time.time()
            if wait > 0 or len(attempt.codes_sent) >= 3:
                raise Problem('rate_limited', max(1, int(wait) + 1))
            self.limits.take(
                codes_by_identity=attempt.openid,
                codes_by_address=call.address,
                codes_for_target=target.lower(),
                codes_in_all='',
            )
            code = six_digits()
            attempt.codes_sent.append(time.time())
            attempt.sent_code = (method, target.lower(), code, time.time() + 600)
            if self.accounts.having(name, target):
                threading.Thread(target=self.send_code, args=(target, code), daemon=True).start()
        return Reply({'resendIn': self.settings.resend_s}, 202)

    def send_code(self, target, code):
        """An application sends an e-mail or a text message here."""
        data = json.dumps({'target': target, 'code': code}).encode()
        request = urllib.request.Request(self.settings.codes_url, data)
        request.add_header('Content-Type', 'application/json')
        try:
            urllib.request.urlopen(request, timeout=10).close()
        except OSError as error:
            print(f'A code was not sent: {type(error).__name__}', file=sys.stderr)

    # Identities.

    def current(self, call):
        return self.accounts.session(call.cookie('session'))

    def identities(self, call):
        with LOCK:
            session = self.current(call)
            if not session:
                raise Problem('reauthentication_required')
            listed = [
                {'id': group[0].id, 'officialAccount': self.settings.name, 'linkedAt': iso(group[0].linked_at)}
                for group in self.accounts.groups(session.account)
            ]
            return Reply({'identities': listed})

    def unlink(self, call, identity_id):
        with LOCK:
            session = self.current(call)
            if not session or not session.is_fresh:
                raise Problem('reauthentication_required')
            if not session.confirmed:
                raise Problem('confirmation_required')
            groups = self.accounts.groups(session.account)
            group = next((each for each in groups if each[0].id == identity_id), None)
            if group is None:
                raise Problem('not_found')
            recent = self.attempts.signed_in_by(session)
            if any(each.openid in recent for each in group):
                since = self.attempts.logins[session.login].at
                raise Problem('too_recent', int(since + DAY_S - time.time()) + 1)
            account = self.accounts.by_id[session.account]
            if len(groups) == 1 and not account.password_hash:
                raise Problem('last_way_in')
            login = self.attempts.logins.get(session.login)
            for each in group:
                del self.accounts.identities[each.openid]
                self.attempts.forget_browsers(each.openid, account.id)
                if login:
                    login.unlinked.append(each)
            self.accounts.end_all_sessions(account)
            renewed = Session(account.id, session.confirmed, session.login, session.at)
            self.accounts.open_session(renewed)
            call.set_cookie('session', renewed.id, 86400)
            return Reply(status=204)

    # WeChat's pushes.

    def handshake(self, call):
        try:
            self.pushes.check_signature(call.query)
        except BadPush:
            return Reply('', 403, 'text/plain')
        return Reply(call.query.get('echostr', ''), 200, 'text/plain')

    def push(self, call):
        try:
            push = self.pushes.open(call.query, call.body)
        except BadPush:
            return Reply('', 403, 'text/plain')
        # WeChat repeats what is not answered in time; a repetition waits for the first one's answer.
        names = ['MsgId'] if 'MsgId' in push else ['CreateTime', 'Event', 'EventKey']
        key = tuple(push.get(name, '') for name in ['FromUserName', *names])
        with LOCK:
            is_first = key not in self.replies
            reply = self.replies.setdefault(key, Future())
            if len(self.replies) > MOST_REPLIES:
                self.replies.popitem(last=False)
        if is_first:
            try:
                reply.set_result(self.content(push))
            except Exception as error:
                reply.set_exception(error)
                with LOCK:
                    self.replies.pop(key, None)
        content = reply.result(timeout=10)
        kind = [('Wechat-Login-Push', 'other' if content is None else 'login')]
        if content is None:
            return Reply('success', 200, 'text/plain', kind)
        return Reply(self.pushes.seal(text_reply(push, content)), 200, 'text/xml', kind)

    def content(self, push):
        """What the chat answers; None if the push is the application's."""
        openid, event, key = push['FromUserName'], push.get('Event', ''), push.get('EventKey', '')
        if push.get('MsgType') == 'text':
            return self.attempts.message(openid, push.get('Content', ''))
        if event.upper() == 'SCAN':
            return self.attempts.scan(openid, key, int(push['CreateTime']))
        if event == 'subscribe' and key.startswith('qrscene_'):
            return self.attempts.scan(openid, key[len('qrscene_') :], int(push['CreateTime']))
        return None


def text(body, name, pattern, default=None):
    value = body.get(name, default)
    if not isinstance(value, str) or not re.fullmatch(pattern, value, re.ASCII):
        raise Problem('invalid_request', field=name)
    return value


def form(body, fields):
    """The values of exactly these fields."""
    values, names = body.get('fields', {}), [each['name'] for each in fields]
    if not isinstance(values, dict):
        raise Problem('invalid_request', field='fields')
    for name in values:
        if name not in names:
            shown = name if re.fullmatch(r'[\w-]{1,32}', name, re.ASCII) else 'fields'
            raise Problem('invalid_request', field=shown)
    return {name: text(values, name, r'[\s\S]{1,200}').strip() for name in names}


def has_cookie(call, attempt):
    return equal(s256(call.cookie(f'wml-{attempt.id}')), attempt.cookie_hash)


def device_hash(backend, call):
    """The hash of a device cookie that this backend made; '' for any other."""
    value, _, signature = call.cookie('wml-device').rpartition('.')
    made_at = value.rpartition('.')[2]
    if not equal(signature, backend.device_signature(value)) or not made_at.isdecimal():
        return ''
    return s256(f'{value}.{signature}') if time.time() < int(made_at) + BROWSER_LIVES_S else ''


def snapshot(attempt, settings):
    left = attempt.until - time.time() - (settings.code_extra_s if attempt.state == 'pending' else 0)
    left = 0 if attempt.has_ended else max(0, round(left, 1))
    body = {'state': attempt.state, 'rev': attempt.rev, 'expiresIn': left, 'interval': 2}
    if attempt.state == 'scanned' and attempt.digits:
        body['confirm'] = {'mode': 'digits', 'digits': attempt.digits}
    elif attempt.state == 'scanned':
        body['confirm'] = {'mode': 'tap'}
    if attempt.state == 'failed':
        body['reason'] = attempt.reason
    return body


def where(call):
    """Browser and system from an enumeration: nothing of the header itself gets into the chat."""
    agent = call.headers.get('User-Agent', '')
    browsers = [('Edg', 'Edge'), ('Firefox', 'Firefox'), ('Chrome', 'Chrome'), ('Safari', 'Safari')]
    systems = [('Windows', 'Windows'), ('Android', 'Android'), ('iPhone', 'iOS')]
    systems += [('Mac OS', 'macOS'), ('Linux', 'Linux')]
    named = lambda table, unknown: next((name for part, name in table if part in agent), unknown)
    return f'{named(browsers, "?")}, {named(systems, "?")}'


def iso(at):
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(at))


def read_settings(env):
    names = ['PUBLIC_URL', 'WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_TOKEN', 'WECHAT_AES_KEY']
    missing = [name for name in names if not env.get(name)]
    if missing:
        sys.exit(f'Set {", ".join(missing)}. README.md says what they are.')
    url, mode = urlsplit(env['PUBLIC_URL']), env.get('CHECK_CONFIRM', 'auto')
    if mode not in ('auto', 'tap', 'digits', 'none'):
        sys.exit('CHECK_CONFIRM must be auto, tap, digits or none.')
    if mode == 'none':
        print('Mode none: whoever gets a person to scan is signed in as them.', file=sys.stderr)
    origins = [f'{url.scheme}://{url.netloc}', *env.get('ORIGINS', '').split()]
    return SimpleNamespace(
        url=env['PUBLIC_URL'],
        origins=origins,
        port=int(env.get('PORT', url.port or 8080)),
        api_url=env.get('WECHAT_API_URL', 'https://api.weixin.qq.com'),
        app_id=env['WECHAT_APP_ID'],
        app_secret=env['WECHAT_APP_SECRET'],
        token=env['WECHAT_TOKEN'],
        aes_key=env['WECHAT_AES_KEY'],
        mode=mode,
        open_platform={'true': 'yes', 'false': 'no'}.get(env.get('CHECK_OPEN_PLATFORM'), 'unknown'),
        codes_url=env.get('CHECK_CODES_URL', ''),
        accounts=json.loads(env.get('CHECK_ACCOUNTS', '[]')),
        new_accounts=env.get('NEW_ACCOUNTS', 'ask'),
        name=env.get('SITE_NAME', url.hostname),
        site=env.get('SITE_NAME', url.hostname),
        **{'code_s': 180, 'code_extra_s': 80, 'scanned_s': 90, 'approved_s': 300},
        **{'binding_s': 600, 'resend_s': 60},
    )


class Server(ThreadingHTTPServer):
    daemon_threads = True
    # Connections that wait to be accepted. With the default of 5, a burst is dropped and waits seconds.
    request_queue_size = 128


def main():
    settings = read_settings(os.environ)
    backend = Backend(settings)
    for each in settings.accounts:
        # An address that its owner has not verified proves nothing, nor does the password with it.
        email, phone, password = each['email'], each['phone'], each['password']
        proofs = (email, phone, password) if each['verified'] else ('', '', '')
        backend.accounts.add(each['name'], *proofs, id=each['id'])
    handler = create_handler(settings.url, settings.origins, backend.routes())
    server = Server(('127.0.0.1', settings.port), handler)
    print(f'listening at {settings.url}', flush=True)
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass


if __name__ == '__main__':
    main()

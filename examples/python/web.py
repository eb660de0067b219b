"""HTTP: one request becomes a `Call`, and what an endpoint returns or raises becomes a response."""

import json
import re
import sys
import traceback
import urllib.parse
from http.server import BaseHTTPRequestHandler

PROBLEMS = {
    'invalid_request': (400, 'The request is not of this protocol.'),
    'proof_failed': (401, 'The proof is wrong.'),
    'origin_denied': (403, 'The origin of the page is not on the list.'),
    'reauthentication_required': (403, 'Nobody is signed in, or not recently enough.'),
    'session_mismatch': (403, 'Another account is signed in.'),
    'confirmation_required': (403, 'This session was not confirmed in the chat.'),
    'too_recent': (403, 'This login is too recent for that.'),
    'not_found': (404, 'There is no such thing here.'),
    'method_not_allowed': (405, 'The path exists, but not with this method.'),
    'wrong_state': (409, 'The state of the attempt does not allow this.'),
    'identity_conflict': (409, 'The WeChat user belongs to another account.'),
    'last_way_in': (409, 'Nobody could sign in to this account any more.'),
    'challenge_used': (409, 'The challenge is known, and its cookie is missing.'),
    'gone': (410, 'The attempt has ended.'),
    'too_large': (413, 'The body is too large.'),
    'unsupported_media_type': (415, 'The body is not application/json.'),
    'slow_down': (429, 'Too many reads of one attempt.'),
    'rate_limited': (429, 'Too many requests of this kind.'),
    'internal_error': (500, 'The backend has a fault.'),
    'misconfigured': (503, 'WeChat refuses the settings of this backend.'),
    'quota_exhausted': (503, "WeChat's quota is used up."),
    'upstream_unavailable': (503, 'WeChat does not answer in time.'),
    'platform_disabled': (503, 'WeChat has limited the official account.'),
}
MAY_PASS = {429: 5, 503: 10}
PAGE_BODY, PUSH_BODY = 8 * 1024, 68 * 1024


class Problem(Exception):
    """An error of the protocol; `more` are further fields of its body."""

    def __init__(self, code, retry_after=None, **more):
        super().__init__(code)
        self.code, self.retry_after, self.more = code, retry_after, more

    def reply(self):
        status, title = PROBLEMS[self.code]
        urn = f'urn:wechat-mp-login:problem:{self.code}'
        body = {'type': urn, 'title': title, 'status': status, 'code': self.code, **self.more}
        reply = Reply(body, status, 'application/problem+json')
        if self.retry_after or (status in MAY_PASS and self.code != 'misconfigured'):
            reply.headers.append(('Retry-After', str(self.retry_after or MAY_PASS[status])))
        return reply


class Reply:
    def __init__(self, body=None, status=200, content_type='application/json', headers=()):
        is_text = isinstance(body, str)
        self.body = b'' if body is None else (body if is_text else json.dumps(body)).encode()
        self.status, self.content_type, self.headers = status, content_type, list(headers)


class Call:
    """A request. `set_cookie` adds to the response, whatever that is."""

    def __init__(self, handler, path, query, body, is_secure):
        self.method, self.path, self.body = handler.command, path, body
        self.query = dict(urllib.parse.parse_qsl(query, keep_blank_values=True))
        self.headers, self.address = handler.headers, handler.client_address[0]
        pairs = (pair.strip().partition('=') for pair in self.headers.get('Cookie', '').split(';'))
        self.cookies = {name: value for name, _, value in pairs}
        self.is_secure, self.set_cookies = is_secure, []

    def json(self):
        if not re.match(r'application/json *(;|$)', self.headers.get('Content-Type', ''), re.I):
            raise Problem('unsupported_media_type')
        try:
            body = json.loads(self.body)
        except (ValueError, RecursionError):
            body = None
        if not isinstance(body, dict):
            raise Problem('invalid_request')
        return {name: value for name, value in body.items() if value not in (None, '')}

    def cookie_name(self, name):
        return f'__Host-{name}' if self.is_secure else name

    def cookie(self, name):
        return self.cookies.get(self.cookie_name(name), '')

    def set_cookie(self, name, value, lives_s):
        secure = 'Secure; ' if self.is_secure else ''
        rest = f'Path=/; Max-Age={int(lives_s)}; HttpOnly; {secure}SameSite=Lax'
        self.set_cookies.append(f'{self.cookie_name(name)}={value}; {rest}')


def create_handler(base_url, origins, routes):
    """`routes` are (pattern, {method: endpoint}). An endpoint gets the call and the pattern's groups."""
    base = urllib.parse.urlsplit(base_url)
    base_path, is_secure = base.path.rstrip('/'), base.scheme == 'https'

    class Handler(BaseHTTPRequestHandler):
        protocol_version = 'HTTP/1.1'
        # For each read of the socket, so that slow senders do not hold a thread for long.
        timeout = 10

        def answer(self):
            origin = self.headers.get('Origin')
            call = None
            try:
                path, _, query = self.path.partition('?')
                push = path.startswith(f'{base_path}/wechat/')
                body = self.read_body(PUSH_BODY if push else PAGE_BODY)
                call = Call(self, path, query, body, is_secure)
                if origin is not None and origin not in origins:
                    raise Problem('origin_denied')
                if body is None:
                    raise Problem('too_large')
                reply = self.dispatch(call, path)
            except Problem as problem:
                reply = problem.reply()
            except (ConnectionError, TimeoutError):
                self.close_connection = True
                return
            except Exception:
                # A traceback has names of functions and no values, so no secrets.
                traceback.print_exc(file=sys.stderr)
                reply = Problem('internal_error').reply()
            self.respond(reply, call, origin if origin in origins else None)

        do_GET = do_POST = do_DELETE = do_OPTIONS = do_PUT = do_PATCH = do_HEAD = answer

        def read_body(self, most):
            """The body; None if it is too large or of unknown length. Then the connection ends."""
            length = self.headers.get('Content-Length', '0')
            is_known = 'Transfer-Encoding' not in self.headers and re.fullmatch(r'[0-9]{1,9}', length)
            if not is_known or int(length) > most:
                self.close_connection = True
                return None
            return self.rfile.read(int(length))

        def dispatch(self, call, path):
            if not path.startswith(f'{base_path}/'):
                raise Problem('not_found')
            for pattern, methods in routes:
                match = re.fullmatch(pattern, path[len(base_path) :], re.ASCII)
                if match and call.method == 'OPTIONS':
                    return Reply(None, 204, headers=[('Allow', ', '.join(methods))])
                if match and call.method not in methods:
                    raise Problem('method_not_allowed')
                if match:
                    return methods[call.method](call, *match.groups())
            raise Problem('not_found')

        def respond(self, reply, call, origin):
            self.send_response(reply.status)
            headers = [('Cache-Control', 'no-store'), ('X-Content-Type-Options', 'nosniff')]
            headers += [('Referrer-Policy', 'no-referrer'), ('Vary', 'Origin, Accept')]
            if reply.status != 204:
                headers.append(('Content-Type', reply.content_type))
                headers.append(('Content-Length', str(len(reply.body))))
            if origin:
                headers.append(('Access-Control-Allow-Origin', origin))
                headers.append(('Access-Control-Allow-Credentials', 'true'))
                headers.append(('Access-Control-Expose-Headers', 'Retry-After'))
            if origin and self.command == 'OPTIONS':
                headers.append(('Access-Control-Allow-Methods', 'GET, POST, DELETE'))
                allowed = 'Authorization, Content-Type, Wechat-Login-Key'
                headers.append(('Access-Control-Allow-Headers', allowed))
            headers += [('Set-Cookie', each) for each in (call.set_cookies if call else [])]
            if self.close_connection:
                headers.append(('Connection', 'close'))
            for name, value in headers + reply.headers:
                self.send_header(name, value)
            self.end_headers()
            if self.command != 'HEAD':
                self.wfile.write(reply.body)

        def log_message(self, format, *args):
            """Nothing: request lines are not worth keeping."""

    return Handler

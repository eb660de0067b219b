"""WeChat's side: its API, and its signed and encrypted pushes (docs/wechat.md)."""

import base64
import hashlib
import hmac
import json
import re
import secrets
import struct
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from xml.etree import ElementTree

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes


class WeChatError(Exception):
    """A call that WeChat refused or did not answer. `code` is a problem of the protocol."""

    def __init__(self, code, why):
        super().__init__(f'WeChat: {code}: {why}')
        self.code = code


class BadPush(Exception):
    """A push that WeChat did not send to this account, or not in this form."""


TOKEN_REFUSED = {40001, 40014, 42001}
PROBLEM_OF_ERRCODE = {-1: 'upstream_unavailable', 45009: 'quota_exhausted', 45011: 'quota_exhausted'}
PROBLEM_OF_ERRCODE |= dict.fromkeys(TOKEN_REFUSED, 'upstream_unavailable')
PROBLEM_OF_ERRCODE |= dict.fromkeys([48004, 50002, 50003, 50004, 50007], 'platform_disabled')


class Api:
    """The three calls that a login needs, with one access token for all threads."""

    def __init__(self, base, app_id, app_secret):
        self.base, self.app_id, self.app_secret = base.rstrip('/'), app_id, app_secret
        self.token, self.token_until, self.lock = '', 0.0, threading.Lock()
        self.no_codes_until = 0.0

    def create_qr_code(self, scene, expire_seconds):
        """The text of a QR code whose scan brings `scene`."""
        if time.time() < self.no_codes_until:
            raise WeChatError('quota_exhausted', 'no QR codes are left today')
        info = {'scene': {'scene_str': scene}}
        body = {'expire_seconds': expire_seconds, 'action_name': 'QR_STR_SCENE', 'action_info': info}
        try:
            return self.call('/cgi-bin/qrcode/create', {}, body)['url']
        except WeChatError as error:
            if error.code == 'quota_exhausted' and '45009' in str(error):
                # The quota renews at midnight in Shanghai, which is at 16:00 UTC.
                self.no_codes_until = time.time() + 86400 - (time.time() + 8 * 3600) % 86400
            raise

    def user_info(self, openid, timeout):
        """Whether the person follows, and their unionid if WeChat tells one."""
        return self.call('/cgi-bin/user/info', {'openid': openid, 'lang': 'zh_CN'}, None, timeout)

    def call(self, path, query, body, timeout=5.0):
        until = time.monotonic() + timeout
        token = self.access_token(timeout, refused='')
        answer = self.send(path, {'access_token': token, **query}, body, until)
        if answer.get('errcode') in TOKEN_REFUSED:
            token = self.access_token(timeout, refused=token)
            answer = self.send(path, {'access_token': token, **query}, body, until)
        return self.check(path, answer)

    def access_token(self, timeout, refused):
        """The access token, or a new one if WeChat refused that one. Only one thread asks."""
        if not self.lock.acquire(timeout=timeout):
            raise WeChatError('upstream_unavailable', 'the access token takes too long')
        try:
            if self.token in ('', refused) or time.time() > self.token_until:
                body = {'grant_type': 'client_credential', 'appid': self.app_id}
                body |= {'secret': self.app_secret, 'force_refresh': self.token == refused != ''}
                path, until = '/cgi-bin/stable_token', time.monotonic() + timeout
                answer = self.check(path, self.send(path, {}, body, until))
                self.token = answer['access_token']
                self.token_until = time.time() + answer['expires_in'] - 300
            return self.token
        finally:
            self.lock.release()

    def send(self, path, query, body, until):
        url = f'{self.base}{path}?{urllib.parse.urlencode(query)}'
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(url, data, {'Content-Type': 'application/json'})
        try:
            with urllib.request.urlopen(request, timeout=max(0.1, until - time.monotonic())) as sent:
                answer = json.loads(sent.read(65536))
            if isinstance(answer, dict):
                return answer
        except (OSError, ValueError) as error:
            # The message may hold the address, and the address holds the access token.
            raise WeChatError('upstream_unavailable', f'{path}: {type(error).__name__}') from None
        raise WeChatError('upstream_unavailable', f'{path}: the answer is no object')

    @staticmethod
    def check(path, answer):
        errcode = answer.get('errcode', 0)
        if errcode == 0:
            return answer
        problem = PROBLEM_OF_ERRCODE.get(errcode, 'misconfigured')
        raise WeChatError(problem, f'{path}: {errcode} {answer.get("errmsg", "")}')


class Pushes:
    """Opens pushes and seals replies in safe mode."""

    def __init__(self, app_id, token, aes_key):
        self.app_id, self.token = app_id.encode(), token
        self.key = base64.b64decode(aes_key + '=')
        if len(self.key) != 32:
            raise ValueError('the EncodingAESKey must have 43 characters')

    def sign(self, *parts):
        return hashlib.sha1(''.join(sorted([self.token, *parts])).encode()).hexdigest()

    def check_signature(self, query):
        expected = self.sign(query.get('timestamp', ''), query.get('nonce', ''))
        if not equal(expected, query.get('signature', '')):
            raise BadPush('the signature is wrong')
        if not re.fullmatch(r'\d{1,12}', query['timestamp'], re.ASCII):
            raise BadPush('the timestamp is no number')
        if abs(time.time() - int(query['timestamp'])) > 300:
            raise BadPush('the timestamp is too old')

    def open(self, query, body):
        """The fields of a push, and None for a push that is not what it claims to be."""
        self.check_signature(query)
        encrypted = parse_xml(body).get('Encrypt', '')
        expected = self.sign(query['timestamp'], query['nonce'], encrypted)
        if not encrypted or not equal(expected, query.get('msg_signature', '')):
            raise BadPush('the push is not encrypted, or its signature is wrong')
        fields = parse_xml(self.decrypt(encrypted))
        created_at = fields.get('CreateTime', '')
        if not re.fullmatch(r'\d{1,12}', created_at, re.ASCII):
            raise BadPush('CreateTime is no number')
        if not -300 <= time.time() - int(created_at) <= 360:
            raise BadPush('the push is too old')
        return fields

    def seal(self, message):
        timestamp, nonce = str(int(time.time())), str(secrets.randbelow(10**10))
        encrypted = self.encrypt(message.encode())
        signature = self.sign(timestamp, nonce, encrypted)
        return (
            f'<xml><Encrypt><![CDATA[{encrypted}]]></Encrypt>'
            f'<MsgSignature><![CDATA[{signature}]]></MsgSignature>'
            f'<TimeStamp>{timestamp}</TimeStamp><Nonce><![CDATA[{nonce}]]></Nonce></xml>'
        )

    def cipher(self):
        return Cipher(algorithms.AES(self.key), modes.CBC(self.key[:16]))

    def encrypt(self, message):
        plain = secrets.token_bytes(16) + struct.pack('>I', len(message)) + message + self.app_id
        pad = 32 - len(plain) % 32
        encryptor = self.cipher().encryptor()
        return base64.b64encode(encryptor.update(plain + bytes([pad]) * pad)).decode()

    def decrypt(self, encrypted):
        try:
            raw = base64.b64decode(encrypted, validate=True)
        except ValueError:
            raise BadPush('Encrypt is not base64') from None
        if not raw or len(raw) % 32 or base64.b64encode(raw).decode() != encrypted:
            raise BadPush('Encrypt has a wrong length')
        plain = self.cipher().decryptor().update(raw)
        pad = plain[-1]
        if not 1 <= pad <= 32 or plain[-pad:] != bytes([pad]) * pad or len(plain) - pad < 20:
            raise BadPush('the padding is wrong')
        (length,) = struct.unpack('>I', plain[16:20])
        message, app_id = plain[20 : 20 + length], plain[20 + length : -pad]
        if app_id != self.app_id:
            raise BadPush('the push belongs to another account')
        return message


def equal(one, other):
    return hmac.compare_digest(one.encode(), other.encode())


def parse_xml(text):
    """The texts of the elements below the root. Declarations are refused before any parser runs."""
    source = text.decode('utf-8', 'replace')
    if re.search(r'<[!?]', re.sub(r'<!\[CDATA\[.*?\]\]>', '', source, flags=re.DOTALL)):
        raise BadPush('the XML has a declaration')
    try:
        root = ElementTree.fromstring(source)
    except ElementTree.ParseError:
        raise BadPush('the XML is broken') from None
    return {element.tag: (element.text or '').strip() for element in root}


def text_reply(push, content):
    """A passive reply to the sender of a push. `content` is never a visitor's text."""
    return (
        f'<xml><ToUserName><![CDATA[{push["FromUserName"]}]]></ToUserName>'
        f'<FromUserName><![CDATA[{push["ToUserName"]}]]></FromUserName>'
        f'<CreateTime>{int(time.time())}</CreateTime><MsgType><![CDATA[text]]></MsgType>'
        f'<Content><![CDATA[{content}]]></Content></xml>'
    )

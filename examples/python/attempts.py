"""Attempts to sign in, the record of each WeChat user, and what the chat does to both."""

import hashlib
import hmac
import re
import secrets
import threading
import time
import unicodedata
import urllib.parse
from dataclasses import dataclass, field

from accounts import DAY_S, LOCK, b64url, random_text
from texts import LINK_LABELS, TEXTS
from wechat import WeChatError, equal

ENDED = {'completed', 'denied', 'expired', 'cancelled', 'failed'}
CODE_LIVES_S, CODE_EXTRA_S, READABLE_S, KEPT_S = 180, 80, 300, 60
BROWSER_LIVES_S, NUMBER_RESTS_S, MOST_BROWSERS, MOST_SCANS = 90 * DAY_S, 600, 20, 10


@dataclass
class Attempt:
    challenge: str
    purpose: str
    lang: str
    # Where the page is open, from an enumeration, and the hash of its device cookie.
    browser: str
    device_hash: str
    # Purposes link and step-up: the account that is signed in.
    account: str
    id: str = field(default_factory=lambda: random_text(16))
    scene: str = field(default_factory=lambda: random_text(24))
    state: str = 'pending'
    rev: int = 1
    until: float = 0.0
    cookie_hash: str = ''
    qr_url: str = ''
    openid: str = ''
    unionid: str = ''
    approved_by: str = ''
    approved_at: float = 0.0
    reason: str = ''
    # Mode tap: the numbers for Confirm and Not me. Mode digits: the six digits on the page.
    numbers: tuple = ()
    digits: str = ''
    wrong_digits: int = 0
    # The six digits for linking, and what was tried in the binding step.
    chat_code: str = ''
    wrong_chat_codes: int = 0
    wrong_proofs: int = 0
    sent_code: tuple = ()
    choices: dict = field(default_factory=dict)
    codes_sent: list = field(default_factory=list)
    kept: tuple = ()
    # Redeem and bind run one at a time.
    claim: threading.Lock = field(default_factory=threading.Lock)

    @property
    def has_ended(self):
        return self.state in ENDED

    def move(self, state, lives_s=READABLE_S, reason=''):
        self.state, self.reason, self.rev = state, reason, self.rev + 1
        self.until = time.time() + lives_s


@dataclass
class Login:
    """A login of the last 24 hours, and what Not me reverses."""

    attempt: str
    openid: str
    account: str
    at: float = field(default_factory=time.time)
    linked: list = field(default_factory=list)
    unlinked: list = field(default_factory=list)
    was_undone: bool = False


@dataclass
class Record:
    """What is kept for one WeChat user: the live attempt, and what is known about their browsers."""

    live: str = ''
    live_created_at: int = 0
    used_numbers: dict = field(default_factory=dict)
    browsers: list = field(default_factory=list)
    scans: list = field(default_factory=list)


class Attempts:
    """`settings` has mode, site, and for each state how long it lives."""

    def __init__(self, settings, accounts, api):
        self.settings, self.accounts, self.api = settings, accounts, api
        self.by_id, self.by_scene, self.by_challenge = {}, {}, {}
        self.records, self.logins = {}, {}
        self.key = self.derive('keys')

    # Secrets that need not be kept, because they can be computed again.

    def derive(self, *parts):
        secret = self.key if len(parts) > 1 else self.settings.app_secret.encode()
        return hmac.new(secret, '\n'.join(parts).encode(), hashlib.sha256).digest()

    def token(self, label, attempt_id, openid):
        return b64url(self.derive(label, attempt_id, self.settings.app_id, openid))[:22]

    # Attempts.

    def add(self, attempt):
        self.forget()
        attempt.until = time.time() + self.settings.code_s + self.settings.code_extra_s
        self.by_id[attempt.id] = self.by_scene[attempt.scene] = attempt
        self.by_challenge[attempt.challenge] = attempt

    def forget(self):
        """Drops what has ended and can no longer be read."""
        now = time.time()
        for each in [each for each in self.by_id.values() if now > each.until + READABLE_S]:
            for index, key in ((self.by_id, each.id), (self.by_scene, each.scene)):
                del index[key]
            del self.by_challenge[each.challenge]
        for each in [each for each in self.logins.values() if now > each.at + DAY_S]:
            del self.logins[each.attempt]
        for openid, each in list(self.records.items()):
            each.browsers = [one for one in each.browsers if now < one['until']]
            if not each.browsers and now > each.scans[-1] + DAY_S:
                del self.records[openid]

    def get(self, attempt_id):
        attempt = self.by_id.get(attempt_id)
        return attempt and self.settle(attempt)

    def settle(self, attempt):
        """A deadline counts once somebody looks, so no timer is needed."""
        now = time.time()
        if not attempt.has_ended and now > attempt.until:
            attempt.move('expired')
        return attempt if now <= attempt.until else None

    def record(self, openid):
        return self.records.setdefault(openid, Record())

    # Scans.

    def scan(self, openid, scene, created_at):
        """What the chat answers to a scan; None if the scene is not one of ours."""
        with LOCK:
            attempt = self.by_scene.get(scene)
            if attempt is None:
                is_ours = re.fullmatch(r'[\w-]{32}', scene, re.ASCII)
                return self.text('scan_again') if is_ours else None
            attempt = self.settle(attempt) or attempt
            if attempt.state != 'pending':
                return self.scanned_before(attempt, openid)
        known, unionid = self.look_up(openid)
        with LOCK:
            self.settle(attempt)
            if attempt.state != 'pending':
                return self.scanned_before(attempt, openid)
            if not self.take_over(attempt, openid, created_at):
                return self.text('scan_again', attempt)
            attempt.openid, attempt.unionid = openid, unionid
            approved_by = self.approved_by(attempt, known)
            return self.approve(attempt, approved_by) if approved_by else self.ask(attempt)

    def scanned_before(self, attempt, openid):
        if attempt.state == 'expired':
            return self.text('expired', attempt)
        if attempt.openid != openid or attempt.has_ended:
            return self.text('used', attempt)
        return self.question(attempt) if attempt.state == 'scanned' else self.welcome(attempt)

    def look_up(self, openid):
        """Whether a WeChat user is new, known or unclear, and the unionid. WeChat has two seconds, because it waits for the answer."""
        with LOCK:
            if self.accounts.find(openid):
                return 'known', ''
        if self.settings.open_platform == 'no' or self.settings.mode != 'auto':
            return 'new', ''
        try:
            info = self.api.user_info(openid, 2.0)
        except WeChatError:
            return 'unclear', ''
        unionid = info.get('unionid', '')
        if info.get('subscribe') != 1:
            return 'unclear', unionid
        if not unionid:
            return ('unclear' if self.settings.open_platform == 'yes' else 'new'), ''
        with LOCK:
            return ('known' if self.accounts.find(openid, unionid) else 'new'), unionid

    def take_over(self, attempt, openid, created_at):
        """Makes this the only live attempt of a WeChat user, unless a later scan came first."""
        record, now = self.record(openid), time.time()
        live = self.get(record.live)
        is_late = live and not live.has_ended and created_at < record.live_created_at
        record.scans = [at for at in record.scans if now < at + 60] + [now]
        if is_late or len(record.scans) > MOST_SCANS:
            return False
        if live and not live.has_ended:
            live.move('cancelled')
        record.live, record.live_created_at = attempt.id, created_at
        return True

    def approved_by(self, attempt, known):
        """What lets a scan in without a question, if anything does."""
        if self.settings.mode == 'none':
            return 'scan'
        if self.settings.mode != 'auto' or attempt.purpose != 'login':
            return ''
        if known == 'new':
            return 'new'
        account, now = self.accounts.find(attempt.openid), time.time()
        for each in self.record(attempt.openid).browsers:
            is_it = account and each['account'] == account.id and now < each['until']
            if is_it and attempt.device_hash and equal(each['hash'], attempt.device_hash):
                return 'browser'
        return ''

    def ask(self, attempt):
        attempt.move('scanned', self.settings.scanned_s)
        if self.settings.mode == 'digits':
            attempt.digits = six_digits()
            return self.question(attempt)
        used, now = self.record(attempt.openid).used_numbers, time.time()
        free = [n for n in range(10, 100) if now > used.get(n, 0)]
        if len(free) >= 2:
            attempt.numbers = tuple(secrets.SystemRandom().sample(free, 2))
            used.update(dict.fromkeys(attempt.numbers, now + NUMBER_RESTS_S))
        return self.question(attempt)

    def approve(self, attempt, approved_by):
        attempt.move('approved', self.settings.approved_s)
        attempt.approved_by, attempt.approved_at = approved_by, time.time()
        knows = self.accounts.find(attempt.openid, attempt.unionid)
        may_link = self.settings.new_accounts != 'create' and not knows
        if attempt.purpose == 'link' or may_link:
            attempt.chat_code = six_digits()
        return self.welcome(attempt)

    # What is written in the chat: texts of ours, never a visitor's.

    def text(self, name, attempt=None, **values):
        lang = 'zh' if (attempt and attempt.lang.lower().startswith('zh')) else 'en'
        return TEXTS[name][lang].format(**values)

    def link(self, attempt, label):
        words = LINK_LABELS[label]['zh' if attempt.lang.lower().startswith('zh') else 'en']
        token = self.token(label, attempt.id, attempt.openid)
        message = urllib.parse.quote(f'{words} wml-{token}')
        href = f'weixin://bizmsgmenu?msgmenucontent={message}&msgmenuid={label}'
        return f'<a href="{href}">{words}</a>'

    def question(self, attempt):
        when = time.strftime('%H:%M', time.gmtime(time.time() + 8 * 3600))
        name = 'ask_digits' if attempt.digits else 'ask_tap'
        values = dict(site=self.settings.site, browser=attempt.browser, time=when)
        lines = [self.text(name, attempt, **values)]
        if not attempt.digits:
            lines.append(self.link(attempt, 'confirm'))
        lines.append(self.link(attempt, 'not-me'))
        if attempt.numbers:
            confirm, not_me = attempt.numbers
            lines.append(self.text('numbers', attempt, confirm=confirm, not_me=not_me))
        return '\n\n'.join(lines)

    def welcome(self, attempt):
        """The answer to a login. It has the digits for linking, and Not me for 24 hours."""
        lines = [self.text('approved', attempt, site=self.settings.site)]
        if attempt.chat_code:
            lines.append(self.text('chat_code', attempt, digits=attempt.chat_code))
        lines.append(self.link(attempt, 'not-me'))
        return '\n\n'.join(lines)

    # Messages.

    def message(self, openid, content):
        """What the chat answers to a message; None if it is the application's."""
        with LOCK:
            tokens = re.findall(r'wml-([A-Za-z0-9_-]{22})', content)
            live = self.get(self.record(openid).live) if openid in self.records else None
            if tokens:
                return self.tapped(openid, live, tokens)
            typed = digits_of(content)
            if live is None or live.has_ended:
                return None
            if live.state == 'scanned' and typed in map(str, live.numbers):
                is_confirm = typed == str(live.numbers[0])
                return self.approve(live, 'confirmation') if is_confirm else self.deny(live)
            if live.state == 'scanned' and live.digits and re.fullmatch(r'[0-9]{6}', typed):
                return self.typed_digits(live, typed)
            return self.text('on_the_page', live) if typed and typed == live.chat_code else None

    def tapped(self, openid, live, tokens):
        of = lambda label, attempt_id: self.token(label, attempt_id, openid) in tokens
        if live and of('not-me', live.id) and not live.has_ended:
            return self.deny(live)
        for login in self.logins.values():
            if login.openid == openid and of('not-me', login.attempt):
                return self.not_me(login)
        asks = live and live.state == 'scanned' and not live.digits
        if asks and of('confirm', live.id):
            return self.approve(live, 'confirmation')
        return self.text('too_late', live)

    def typed_digits(self, attempt, typed):
        if equal(typed, attempt.digits):
            return self.approve(attempt, 'confirmation')
        attempt.wrong_digits += 1
        if attempt.wrong_digits >= 3:
            attempt.move('denied')
            return self.text('three_wrong', attempt)
        return self.text('wrong_digits', attempt)

    def deny(self, attempt):
        attempt.move('denied')
        return self.text('denied', attempt)

    # Not me, after a login.

    def not_me(self, login):
        live = self.get(login.attempt)
        if time.time() > login.at + DAY_S or login.was_undone:
            return self.text('too_late', live)
        self.undo(login)
        return self.text('undone', live)

    def undo(self, login):
        """Ends every session that descends from a login, and reverses its links and unlinks."""
        login.was_undone = True
        self.accounts.end_sessions(lambda each: each.login == login.attempt)
        self.forget_browsers(login.openid, login.account)
        for openid in login.linked:
            identity = self.accounts.identities.get(openid)
            if identity and identity.account == login.account:
                del self.accounts.identities[openid]
            self.forget_browsers(openid, login.account)
            for each in list(self.logins.values()):
                is_later = each.openid == openid and each.account == login.account
                if is_later and not each.was_undone:
                    self.undo(each)
        for identity in login.unlinked:
            self.accounts.identities.setdefault(identity.openid, identity)

    def forget_browsers(self, openid, account):
        record = self.records.get(openid)
        if record:
            record.browsers = [each for each in record.browsers if each['account'] != account]

    def remember_browser(self, openid, account, device_hash, former_hash):
        record = self.record(openid)
        kept = [each for each in record.browsers if each['hash'] != former_hash]
        until = time.time() + BROWSER_LIVES_S
        kept.append({'hash': device_hash, 'account': account, 'until': until})
        record.browsers = kept[-MOST_BROWSERS:]

    def signed_in_by(self, session):
        """The WeChat users of the logins of the last 24 hours that a session descends from."""
        found, login = [], self.logins.get(session.login)
        while login and login.openid not in found and time.time() < login.at + DAY_S:
            found.append(login.openid)
            linkers = [each for each in self.logins.values() if login.openid in each.linked]
            login = next((each for each in linkers if each is not login), None)
        return found


def six_digits():
    return f'{secrets.randbelow(10**6):06}'


def digits_of(text, ignored=''):
    """Digits of every script as 0 to 9, without blanks and characters that nobody sees."""
    kept = []
    for each in unicodedata.normalize('NFKC', text):
        kind = unicodedata.category(each)
        if kind == 'Nd':
            kept.append(str(unicodedata.decimal(each)))
        elif not (each.isspace() or kind in ('Cc', 'Cf', *ignored) or '\ufe00' <= each <= '\ufe0f'):
            kept.append(each)
    return ''.join(kept)

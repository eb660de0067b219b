"""The application's side, in memory: accounts, the WeChat users that open them, and sessions.

One lock guards everything that this backend keeps, here and in attempts.py. Whoever changes several
things holds it meanwhile, so that nobody sees, or wins, half a change.
"""

import base64
import hashlib
import hmac
import secrets
import threading
import time
from dataclasses import dataclass, field

LOCK = threading.RLock()
FRESH_S = 300
DAY_S = 86400


def b64url(raw):
    return base64.urlsafe_b64encode(raw).decode().rstrip('=')


def s256(text):
    return b64url(hashlib.sha256(text.encode()).digest())


def random_text(count=32):
    return b64url(secrets.token_bytes(count))


@dataclass
class Account:
    id: str
    name: str
    email: str = ''
    phone: str = ''
    password_hash: bytes = b''
    # The attempt that made the account, and when all its sessions were ended.
    created_by: str = ''
    sessions_ended_at: float = 0.0
    was_confirmed: bool = False


@dataclass
class Identity:
    """A WeChat user of this official account who opens an account."""

    openid: str
    unionid: str
    account: str
    id: str = field(default_factory=lambda: random_text(12))
    linked_at: float = field(default_factory=time.time)


@dataclass
class Session:
    """`login` is the attempt that it descends from; `confirmed` is what that login is worth."""

    account: str
    confirmed: bool
    login: str = ''
    at: float = field(default_factory=time.time)
    id: str = field(default_factory=random_text)

    @property
    def is_fresh(self):
        return time.time() - self.at <= FRESH_S


KEY = secrets.token_bytes(32)


def hash_password(password):
    """Enough for what is in memory alone. A database needs a slow hash, such as hashlib.scrypt."""
    return hmac.new(KEY, password.encode(), hashlib.sha256).digest()


NO_PASSWORD = hash_password(random_text())


class Accounts:
    def __init__(self):
        self.by_id, self.identities, self.sessions = {}, {}, {}

    def add(self, name, email='', phone='', password='', created_by='', id=''):
        """E-mail address and phone number must be verified: they prove whose account it is."""
        account = Account(id or random_text(12), name, email.lower(), phone, created_by=created_by)
        account.password_hash = hash_password(password) if password else b''
        self.by_id[account.id] = account
        return account

    def find(self, openid, unionid=''):
        """The account that a WeChat user opens: by openid first, else by unionid."""
        found = self.identities.get(openid)
        if found is None and unionid:
            found = next((each for each in self.identities.values() if each.unionid == unionid), None)
        return found and self.by_id[found.account]

    def having(self, name, value):
        """The accounts with this verified `email` or `phone`."""
        value = value.lower() if name == 'email' else value
        return [each for each in self.by_id.values() if value and getattr(each, name) == value]

    def by_password(self, email, password):
        """Takes the same time whether there is such an account or not."""
        given = hash_password(password)
        expected = [each.password_hash or NO_PASSWORD for each in self.having('email', email)]
        matches = [hmac.compare_digest(given, each) for each in expected or [NO_PASSWORD]]
        return [each for each, is_it in zip(self.having('email', email), matches) if is_it]

    def link(self, account, openid, unionid):
        self.identities.setdefault(openid, Identity(openid, unionid, account.id))

    def groups(self, account_id):
        """The WeChat users of an account, each with all identities of the same unionid."""
        groups = {}
        for each in self.identities.values():
            if each.account == account_id:
                groups.setdefault(each.unionid or each.openid, []).append(each)
        return sorted(groups.values(), key=lambda group: group[0].linked_at)

    def open_session(self, session):
        self.sessions[session.id] = session
        return session

    def session(self, session_id):
        found = self.sessions.get(session_id)
        if found and time.time() - found.at > DAY_S:
            found = self.sessions.pop(session_id) and None
        return found

    def end_sessions(self, matches):
        for each in [each for each in self.sessions.values() if matches(each)]:
            del self.sessions[each.id]

    def end_all_sessions(self, account):
        """Attempts that were approved before no longer sign in to the account, either."""
        account.sessions_ended_at = time.time()
        self.end_sessions(lambda each: each.account == account.id)

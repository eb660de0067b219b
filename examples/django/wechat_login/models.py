"""Attempts to sign in, and the WeChat users who open accounts.

Every change of an attempt is one UPDATE with its condition, so that of two simultaneous changes one
finds nothing to update. That holds for every database and every number of processes.
"""

import base64
import hashlib
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, models, transaction
from django.utils import timezone

# WeChat may report a new follower up to 80 s after the QR code was last shown.
SHOWN, LATE, APPROVED_FOR = timedelta(seconds=180), timedelta(seconds=80), timedelta(minutes=5)
# How long an end state can be read, and how long the answer to a redeem can be repeated.
READABLE, KEPT = timedelta(minutes=5), timedelta(seconds=60)


def s256(text):
    digest = hashlib.sha256(text.encode()).digest()
    return base64.urlsafe_b64encode(digest).decode().rstrip('=')


def new_id():
    return secrets.token_urlsafe(16)


def new_scene():
    return secrets.token_urlsafe(24)


def pending_until():
    return timezone.now() + SHOWN + LATE


class AttemptQuerySet(models.QuerySet):
    def readable(self):
        return self.filter(ends_at__gt=timezone.now() - READABLE)

    def forget(self):
        self.filter(ends_at__lte=timezone.now() - READABLE).delete()

    def move(self, attempt, states, state, lives=timedelta(0), **changes):
        """Moves a live attempt from one of these states. False if it is in none of them any more."""
        now = timezone.now()
        live = self.filter(pk=attempt.pk, state__in=states, ends_at__gt=now)
        changes.update(state=state, rev=models.F('rev') + 1, ends_at=now + lives)
        return live.update(**changes) == 1


class Attempt(models.Model):
    class State(models.TextChoices):
        PENDING = 'pending'
        APPROVED = 'approved'
        COMPLETED = 'completed'
        EXPIRED = 'expired'
        CANCELLED = 'cancelled'
        FAILED = 'failed'

    LIVE = [State.PENDING, State.APPROVED]

    id = models.CharField(primary_key=True, max_length=22, default=new_id)
    scene = models.CharField(unique=True, max_length=32, default=new_scene)
    challenge = models.CharField(unique=True, max_length=43)
    cookie_hash = models.CharField(max_length=43)
    lang = models.CharField(max_length=35)
    qr_url = models.CharField(max_length=256)
    # EXPIRED is never stored: it follows from the time.
    state = models.CharField(max_length=9, choices=State.choices, default=State.PENDING)
    rev = models.PositiveIntegerField(default=1)
    # When the state ends by itself, or when the attempt has ended.
    ends_at = models.DateTimeField(db_index=True, default=pending_until)
    openid = models.CharField(max_length=64)
    # With FAILED, an error code of the protocol.
    reason = models.CharField(max_length=40)
    # With COMPLETED, what a repeated redeem needs.
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, null=True)
    is_new_user = models.BooleanField(default=False)
    session_key = models.CharField(max_length=40)

    objects = AttemptQuerySet.as_manager()

    @property
    def is_overdue(self):
        return self.state in self.LIVE and self.ends_at <= timezone.now()

    @property
    def current_state(self):
        return self.State.EXPIRED if self.is_overdue else self.State(self.state)

    @property
    def has_ended(self):
        return self.current_state not in self.LIVE

    @property
    def is_kept(self):
        """Whether the answer to the redeem that ended the attempt can be repeated."""
        return self.has_ended and timezone.now() < self.ends_at + KEPT

    def snapshot(self):
        left = timedelta(0) if self.has_ended else self.ends_at - timezone.now()
        if self.current_state == self.State.PENDING:
            left = max(timedelta(0), left - LATE)
        body = {
            'state': self.current_state.value,
            'rev': self.rev + int(self.is_overdue),
            'expiresIn': round(left.total_seconds(), 1),
            'interval': 2,
        }
        return {**body, 'reason': self.reason} if self.reason else body


class IdentityManager(models.Manager):
    def known(self, openid, unionid=''):
        """The WeChat user with this openid, or one of another official account with this unionid."""
        found = self.filter(app_id=settings.WECHAT_LOGIN['APP_ID'], openid=openid).first()
        if found is None and unionid:
            found = self.filter(unionid=unionid).first()
        return found

    def user_of(self, openid, unionid=''):
        """The account of a WeChat user, and whether it is new. An account is never made twice."""
        try:
            with transaction.atomic():
                known = self.known(openid, unionid)
                user = known.user if known else new_user()
                if known is None or known.openid != openid:
                    app_id = settings.WECHAT_LOGIN['APP_ID']
                    self.create(app_id=app_id, openid=openid, unionid=unionid, user=user)
                return user, known is None
        except IntegrityError:
            # Another login of the same person came first, and the account made here is rolled back.
            return self.known(openid, unionid).user, False


class Identity(models.Model):
    """A WeChat user as one official account sees them."""

    app_id = models.CharField(max_length=32)
    openid = models.CharField(max_length=64)
    unionid = models.CharField(max_length=64, blank=True, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name='wechat_users')
    linked_at = models.DateTimeField(auto_now_add=True)

    objects = IdentityManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=['app_id', 'openid'], name='one_account_each')]
        verbose_name_plural = 'identities'


def new_user():
    """An account without a password. WeChat tells no names."""
    number = secrets.token_hex(4)
    name = f'Member {number[:4]}'
    return get_user_model().objects.create_user(f'wechat-{number}', first_name=name)

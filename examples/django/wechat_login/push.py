"""WeChat's push: the handshake, and the scans that approve attempts."""

import re

from django.conf import settings
from django.http import HttpResponse
from wechat import BadPush, text_reply

from .models import APPROVED_FOR, Attempt
from .platform import pushes
from .protocol import Endpoint

State = Attempt.State

# What the chat says. Nothing that a visitor wrote is ever put into these sentences.
REPLIES = {
    'approved': {'en': 'You can return to {site} now.', 'zh': '请返回{site}。'},
    'scan_again': {'en': 'Please scan the QR code once more.', 'zh': '请重新扫描二维码。'},
    'used': {'en': 'This QR code has been used.', 'zh': '此二维码已被使用。'},
    'expired': {'en': 'This QR code has expired.', 'zh': '此二维码已过期。'},
}


class Push(Endpoint):
    largest_body = 64 * 1024

    def get(self, request):
        try:
            pushes().check_signature(request.GET)
        except BadPush:
            return refused()
        return HttpResponse(request.GET.get('echostr', ''), content_type='text/plain')

    def post(self, request):
        try:
            push = pushes().open(request.GET, request.body)
        except BadPush:
            return refused()
        openid, scene = push.get('FromUserName', ''), scene_of(push)
        reply = scanned(scene, openid) if openid and scene else None
        if reply is None:
            response = HttpResponse('success', content_type='text/plain')
        else:
            response = HttpResponse(pushes().seal(text_reply(push, reply)), content_type='text/xml')
        response['Wechat-Login-Push'] = 'other' if reply is None else 'login'
        return response


def refused():
    """One answer for every reason: details would help whoever tries keys or paddings."""
    return HttpResponse(status=403, content_type='text/plain')


def scene_of(push):
    event, key = push.get('Event', '').upper(), push.get('EventKey', '')
    if event == 'SCAN':
        return key
    if event == 'SUBSCRIBE' and key.startswith('qrscene_'):
        return key[len('qrscene_') :]
    return ''


def scanned(scene, openid):
    """What the chat answers to a scan; None if the scene is none of ours. WeChat repeats a push that was
    not answered in time: the same person then gets the same answer, and nothing changes."""
    attempt = Attempt.objects.filter(scene=scene).first()
    if attempt is None:
        is_ours = re.fullmatch(r'[\w-]{32}', scene, re.ASCII)
        return reply_in('scan_again') if is_ours else None
    pending = [State.PENDING]
    is_first = Attempt.objects.move(attempt, pending, State.APPROVED, APPROVED_FOR, openid=openid)
    if is_first:
        return reply_in('approved', attempt.lang)
    attempt.refresh_from_db()
    if attempt.openid == openid:
        return reply_in('approved', attempt.lang)
    return reply_in('expired' if attempt.current_state == State.EXPIRED else 'used', attempt.lang)


def reply_in(name, lang='en'):
    sentence = REPLIES[name]['zh' if lang.lower().startswith('zh') else 'en']
    return sentence.format(site=settings.WECHAT_LOGIN['SITE_NAME'])

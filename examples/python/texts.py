"""What the chat says. Nothing that a visitor wrote is ever put into these sentences."""

LINK_LABELS = {
    'confirm': {'en': 'Confirm', 'zh': '确认登录'},
    'not-me': {'en': 'Not me', 'zh': '不是我'},
}

TEXTS = {
    'ask_tap': {
        'en': 'Sign in to {site}? {browser}, {time} (UTC+8). Confirm only if this is your screen.',
        'zh': '要登录{site}吗？{browser}，{time}。仅当是你自己的屏幕时才确认。',
    },
    'ask_digits': {
        'en': 'Sign in to {site}? {browser}, {time} (UTC+8). To confirm, send the six digits that '
        'the page shows. Send none that somebody else gave you.',
        'zh': '要登录{site}吗？{browser}，{time}。确认请发送网页上的六位数字，不要发送他人给你的数字。',
    },
    'numbers': {
        'en': 'No links? Send {confirm} to confirm, {not_me} if it is not you.',
        'zh': '看不到链接？确认请发送 {confirm}，不是你请发送 {not_me}。',
    },
    'approved': {
        'en': 'You can return to {site} now. If it was not you, tap here within 24 hours:',
        'zh': '请返回{site}。如果不是你本人操作，请在24小时内点这里：',
    },
    'chat_code': {
        'en': 'To link an account you have, type {digits} on the page. Tell nobody.',
        'zh': '如需关联已有账号，请在网页上输入 {digits}，切勿告诉他人。',
    },
    'on_the_page': {'en': 'Type these digits on the page, not here.', 'zh': '请在网页上输入这些数字，不要在这里发送。'},
    'wrong_digits': {'en': 'These are not the digits on the page.', 'zh': '与网页上的数字不一致。'},
    'three_wrong': {
        'en': 'These were wrong three times. Nobody was signed in; scan again to retry.',
        'zh': '三次输入有误，未登录。请重新扫码。',
    },
    'denied': {'en': 'Nobody was signed in.', 'zh': '已拒绝，无人登录。'},
    'undone': {
        'en': 'That login was ended, and what it linked was undone.',
        'zh': '已结束该登录，并撤销了由它建立的关联。',
    },
    'too_late': {'en': 'This answer is no longer valid. Please scan again.', 'zh': '此回复已失效，请重新扫码。'},
    'scan_again': {'en': 'Please scan the QR code once more.', 'zh': '请重新扫描二维码。'},
    'used': {'en': 'This QR code has been used.', 'zh': '此二维码已被使用。'},
    'expired': {'en': 'This QR code has expired.', 'zh': '此二维码已过期。'},
}

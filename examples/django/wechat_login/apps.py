"""The application `wechat_login`."""

from django.apps import AppConfig


class WechatLoginConfig(AppConfig):
    name = 'wechat_login'
    verbose_name = 'Sign in with WeChat'

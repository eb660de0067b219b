"""WeChat's API and pushes, with the settings of this project."""

from functools import lru_cache

from django.conf import settings
from wechat import Api, Pushes


@lru_cache(maxsize=None)
def api():
    of = settings.WECHAT_LOGIN
    return Api(of['API_URL'], of['APP_ID'], of['APP_SECRET'])


@lru_cache(maxsize=None)
def pushes():
    of = settings.WECHAT_LOGIN
    return Pushes(of['APP_ID'], of['TOKEN'], of['AES_KEY'])

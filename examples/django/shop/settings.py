"""Settings of a shop whose customers sign in with WeChat. README.md explains the environment."""

import os
import sys
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent
# WeChat's API, signatures and encryption: wechat.py of the example in plain Python.
sys.path.append(str(BASE_DIR.parent / 'python'))

NEEDED = ['DJANGO_SECRET_KEY', 'PUBLIC_URL']
NEEDED += ['WECHAT_APP_ID', 'WECHAT_APP_SECRET', 'WECHAT_TOKEN', 'WECHAT_AES_KEY']
missing = [name for name in NEEDED if not os.environ.get(name)]
if missing:
    raise ImproperlyConfigured(f'Set {", ".join(missing)}. README.md says what they are.')

public_url = urlsplit(os.environ['PUBLIC_URL'])
is_secure = public_url.scheme == 'https'

# What wechat_login reads.
WECHAT_LOGIN = {
    'PATH': public_url.path.strip('/') + '/',
    # Pages of this origin alone may use the backend.
    'ORIGIN': f'{public_url.scheme}://{public_url.netloc}',
    'SITE_NAME': os.environ.get('SITE_NAME', public_url.hostname),
    'API_URL': os.environ.get('WECHAT_API_URL', 'https://api.weixin.qq.com'),
    'APP_ID': os.environ['WECHAT_APP_ID'],
    'APP_SECRET': os.environ['WECHAT_APP_SECRET'],
    'TOKEN': os.environ['WECHAT_TOKEN'],
    'AES_KEY': os.environ['WECHAT_AES_KEY'],
    'OPEN_PLATFORM': os.environ.get('CHECK_OPEN_PLATFORM', 'false') == 'true',
    'CREATES_PER_MINUTE': int(os.environ.get('CREATES_PER_MINUTE', 300)),
}
SIMULATOR_URL = os.environ.get('SIMULATOR_URL', '')

SECRET_KEY = os.environ['DJANGO_SECRET_KEY']
DEBUG = False
ALLOWED_HOSTS = [public_url.hostname]
ROOT_URLCONF = 'shop.urls'
WSGI_APPLICATION = 'shop.wsgi.application'
# The endpoints of the protocol have no slash at the end, and no redirects.
APPEND_SLASH = False

INSTALLED_APPS = [
    'django.contrib.auth',
    'django.contrib.contenttypes',
    'django.contrib.sessions',
    'django.contrib.staticfiles',
    'wechat_login',
]
MIDDLEWARE = [
    'django.middleware.security.SecurityMiddleware',
    'django.contrib.sessions.middleware.SessionMiddleware',
    'django.middleware.common.CommonMiddleware',
    'django.middleware.csrf.CsrfViewMiddleware',
    'django.contrib.auth.middleware.AuthenticationMiddleware',
    'django.middleware.clickjacking.XFrameOptionsMiddleware',
]
TEMPLATES = [
    {
        'BACKEND': 'django.template.backends.django.DjangoTemplates',
        'DIRS': [BASE_DIR / 'shop' / 'templates'],
        'OPTIONS': {
            'context_processors': [
                'django.template.context_processors.request',
                'django.contrib.auth.context_processors.auth',
            ]
        },
    }
]
DATABASES = {
    'default': {
        'ENGINE': 'django.db.backends.sqlite3',
        'NAME': os.environ.get('DATABASE_PATH', BASE_DIR / 'db.sqlite3'),
        # In seconds: how long a request waits while another one writes.
        'OPTIONS': {'timeout': 20},
    }
}
DEFAULT_AUTO_FIELD = 'django.db.models.BigAutoField'
TIME_ZONE, USE_TZ = 'UTC', True

# Browsers accept the prefix over https alone. It keeps other hosts of the domain from setting the cookie.
SESSION_COOKIE_NAME = '__Host-sessionid' if is_secure else 'sessionid'
SESSION_COOKIE_SECURE = is_secure
# A login then changes one cookie, and not two: a repeated redeem must set what the first one has set.
CSRF_USE_SESSIONS = True
SECURE_REFERRER_POLICY = 'no-referrer'
if is_secure:
    SECURE_PROXY_SSL_HEADER = ('HTTP_X_FORWARDED_PROTO', 'https')

LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = '/'
STATIC_URL = '/static/'
STATIC_ROOT = os.environ.get('STATIC_ROOT', BASE_DIR / 'static')
# The tag, ready for pages without a build: the dist folder of the package.
STATICFILES_DIRS = [BASE_DIR.parent.parent / 'dist']

LOGGING = {
    'version': 1,
    'disable_existing_loggers': False,
    'handlers': {
        'console': {'class': 'logging.StreamHandler'},
        'nowhere': {'class': 'logging.NullHandler'},
    },
    'root': {'handlers': ['console'], 'level': 'WARNING'},
    # Lines of requests: the URL of a push has the openid and WeChat's signature. Without any handler, Python
    # would still print warnings.
    'loggers': {'django.server': {'handlers': ['nowhere'], 'propagate': False}},
}

"""The addresses of the shop: its page, signing out, and the login."""

from django.conf import settings
from django.contrib.auth.views import LogoutView
from django.urls import include, path
from django.views.decorators.http import require_POST
from django.views.generic import TemplateView

page = TemplateView.as_view(
    template_name='page.html',
    extra_context={
        'backend': '/' + settings.WECHAT_LOGIN['PATH'].rstrip('/'),
        'simulator': settings.SIMULATOR_URL,
    },
)

urlpatterns = [
    path('', page, name='page'),
    path('sign-out', require_POST(LogoutView.as_view()), name='sign-out'),
    path(settings.WECHAT_LOGIN['PATH'], include('wechat_login.urls')),
]

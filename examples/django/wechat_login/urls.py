"""The endpoints of docs/protocol.md, level core."""

from django.urls import path, re_path

from .push import Push
from .views import Create, NotFound, Redeem, Watch

urlpatterns = [
    path('attempts', Create.as_view()),
    path('attempts/<str:attempt_id>', Watch.as_view()),
    path('attempts/<str:attempt_id>/redeem', Redeem.as_view()),
    path('wechat/default', Push.as_view()),
    # Everything else below the path, in the form of every error.
    re_path(r'', NotFound.as_view()),
]

"""The addresses of the example, and `POST /check/clock`."""

import json
import time
from datetime import datetime, timezone as zones

from django.http import HttpResponse
from django.urls import include, path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

real_time, ahead_s = time.time, 0.0
time.time = lambda: real_time() + ahead_s
timezone.now = lambda: datetime.fromtimestamp(time.time(), zones.utc)


@csrf_exempt
def advance(request):
    global ahead_s
    ahead_s += json.loads(request.body)['advanceMs'] / 1000
    return HttpResponse(status=204)


urlpatterns = [path('check/clock', advance), path('', include('shop.urls'))]

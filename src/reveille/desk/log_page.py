"""The page of the log."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reveille.desk.models import LogEntry
from reveille.desk.roles import Role, needs

A_PAGE = 100


@needs(Role.VIEWER)
def log(request: HttpRequest) -> HttpResponse:
    """Show who did what, the latest first."""
    pages = Paginator(LogEntry.objects.all(), A_PAGE)
    return render(request, "desk/log.html", {"entries": pages.get_page(request.GET.get("page"))})

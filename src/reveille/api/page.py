"""The page on which a person reads what the API can do: its own description, as HTML."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from reveille.api.service import ABOUT, api

NAMED = "#/components/schemas/"


@require_safe
@cache_control(public=True, max_age=3600)
def page(request: HttpRequest) -> HttpResponse:
    """Show every operation and every shape."""
    told = api.get_openapi_schema()
    operations = [
        _operation(path, method, one) for path, methods in told["paths"].items() for method, one in methods.items()
    ]
    shapes = [
        {"name": name, "words": shape.get("description", ""), "fields": _fields(shape)}
        for name, shape in told["components"]["schemas"].items()
        if shape.get("properties")
    ]
    context = {"about": ABOUT, "operations": operations, "shapes": shapes, "site": settings.SITE_URL}
    return render(request, "api/page.html", context)


def _operation(path: str, method: str, one: dict[str, Any]) -> dict[str, Any]:
    answer = one["responses"][200]["content"]["application/json"]["schema"]
    taken = one.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")
    return {
        "method": method.upper(),
        "path": path,
        "summary": one["summary"],
        "words": one.get("description", ""),
        "query": [
            {"name": each["name"], "words": each.get("description") or each["schema"].get("description", "")}
            for each in one["parameters"]
            if each["in"] == "query"
        ],
        "takes": _kind(taken) if taken else "",
        "gives": _kind(answer),
        "secured": bool(one.get("security")),
    }


def _fields(shape: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"name": name, "kind": _kind(one), "words": one.get("description", "")}
        for name, one in shape["properties"].items()
    ]


def _kind(shape: dict[str, Any]) -> str:
    """``string``, ``list of Story``, ``integer or null``."""
    if "$ref" in shape:
        return str(shape["$ref"]).removeprefix(NAMED)
    if "anyOf" in shape:
        return " or ".join(_kind(one) for one in shape["anyOf"])
    if "enum" in shape:
        return ", ".join(shape["enum"])
    if shape.get("type") == "array":
        return f"list of {_kind(shape['items'])}"
    return str(shape.get("format") or shape.get("type", "any"))

"""The API in one: its operations, its description (OpenAPI), its errors."""

from __future__ import annotations

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from reveille.api import desk, paper, problems

ABOUT = (
    "Closed editions and their stories, for everybody, and what editors do, for programs with a token of the desk. "
    "Times are UTC in ISO 8601, dates are in the newsletter's zone. Errors are problem details (RFC 9457). "
    "Public answers carry an ETag; ask with If-None-Match."
)


class Api(NinjaAPI):
    """Ninja's API, whose description says also of what kind the errors are."""

    def get_openapi_schema(self, *args: Any, **kwargs: Any) -> OpenAPISchema:
        """Return the description as OpenAPI."""
        told = super().get_openapi_schema(*args, **kwargs)
        for methods in told["paths"].values():
            for operation in methods.values():
                for status, response in operation["responses"].items():
                    if int(status) >= 400:
                        response["content"] = {problems.CONTENT_TYPE: response["content"]["application/json"]}
        return told


api = Api(title="Reveille", version="1", description=ABOUT, docs_url=None, urls_namespace="api")
api.add_router("", paper.router)
api.add_router("desk", desk.router)
problems.register(api)

"""Refusals as `application/problem+json` (RFC 9457), in the language of the request."""

import json
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any
from uuid import uuid4

import structlog
from django.core.exceptions import DisallowedHost, RequestDataTooBig, TooManyFieldsSent
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from ninja.errors import HttpError, ValidationError
from ninja.errors import Throttled as NinjaThrottled

from tradewind.api.errors import (
    BrokenRequest,
    Defect,
    NoResource,
    NotSignedIn,
    TooLarge,
    TooManyRequests,
    WrongBody,
    WrongField,
    WrongMethod,
)
from tradewind.kernel.errors import Refusal

log = structlog.get_logger(__name__)
MEDIA_TYPE = "application/problem+json"
BODY_LIMIT = 256 * 1024
TITLES = {
    400: "Broken request",
    401: "Sign in first",
    403: "Not allowed",
    404: "Not found",
    405: "Wrong method",
    409: "Conflict",
    412: "Changed meanwhile",
    413: "Too large",
    415: "Wrong media type",
    422: "Not valid",
    428: "Version missing",
    429: "Too many requests",
    500: "Our fault",
    503: "Busy",
}
View = Callable[..., HttpResponse]


def problem(request: HttpRequest, refusal: Refusal, errors: Sequence[dict[str, str]] = ()) -> HttpResponse:
    """The answer to a refused request. `type` is stable for each code; `detail` is in the request's language."""
    instance = f"urn:uuid:{uuid4()}"
    with translation.override(language := translation.get_language_from_request(request)):
        reason, mend = said(refusal)
    body = {
        "type": f"/api/v1/problems/{refusal.code}",
        "title": TITLES.get(refusal.status, "Refused"),
        "status": refusal.status,
        "detail": reason,
        "code": refusal.code,
        "where": refusal.where,
        "mend": mend,
        "instance": instance,
        **({"errors": list(errors)} if errors else {}),
    }
    text = json.dumps(body, ensure_ascii=False)
    response = HttpResponse(text, status=refusal.status, content_type=MEDIA_TYPE)
    response.headers["Content-Language"] = language
    response.headers["Cache-Control"] = "no-store"
    patch_vary_headers(response, ["Accept-Language"])
    if isinstance(refusal, WrongMethod):
        response.headers["Allow"] = ", ".join(refusal.params["allowed"])
    if refusal.status == 503:
        response.headers["Retry-After"] = "1"
    return response


def said(refusal: Refusal) -> tuple[str, str]:
    """Reason and mend in the active language, filled in."""
    texts = [gettext(text) if text else "" for text in (refusal.reason, refusal.mend)]
    if refusal.params:
        params = {k: gettext(v) if isinstance(v, str) and v else v for k, v in refusal.params.items()}
        texts = [text.format(**params) for text in texts]
    return texts[0], texts[1]


def answer(request: HttpRequest, wrong: Exception | type[Exception]) -> HttpResponse:
    """The problem answer for whatever a view raised. Only what nobody expected is logged, as our fault."""
    match wrong:
        case Refusal():
            return problem(request, wrong)
        case ValidationError():
            return _fields(request, wrong)
        case NinjaThrottled():
            response = problem(request, TooManyRequests())
            response.headers["Retry-After"] = str(max(1, wrong.wait or 1))
            return response
        case Http404():
            return problem(request, NoResource(where=request.path))
        case RequestDataTooBig() | TooManyFieldsSent():
            return problem(request, TooLarge(limit=BODY_LIMIT))
        case UnreadablePostError():
            return problem(request, WrongBody(where="body"))
        case HttpError(status_code=401):
            return problem(request, NotSignedIn())
        case HttpError(status_code=status) if status < 500:
            # django-ninja hides what our parser raised behind "cannot parse the body".
            cause = wrong.__cause__ or wrong.__context__
            return answer(request, cause) if isinstance(cause, Exception) else problem(request, WrongBody(where="body"))
    response = problem(request, Defect())
    instance = json.loads(response.content)["instance"]
    log.error("api.defect", path=request.path, method=request.method, instance=instance, exc_info=wrong)
    return response


def _fields(request: HttpRequest, wrong: ValidationError) -> HttpResponse:
    found = [{"where": place(error["loc"]), "said": str(error["msg"])} for error in wrong.errors]
    return problem(request, WrongField(where=found[0]["where"], count=len(found)), found)


def place(loc: Sequence[Any]) -> str:
    """A place as we write it: ("body", "draft", "lines", 2, "quantity") -> body.lines[2].quantity.

    django-ninja puts the name of the view's parameter after the source; a caller does not know that name.
    """
    head, rest = str(loc[0]), list(loc[1:])
    if head == "body" and rest:
        rest = rest[1:]
    return "".join([head, *(f"[{part}]" if isinstance(part, int) else f".{part}" for part in rest)])


def methods(*names: str) -> Callable[[View], View]:
    """For plain views: answers other methods with `api.method`, and everything raised with a problem."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            try:
                if request.method not in names and not (request.method == "HEAD" and "GET" in names):
                    raise WrongMethod(method=request.method or "", allowed=names)
                return view(request, *args, **kwargs)
            except Exception as wrong:  # every answer of the API is a problem document, defects too
                return answer(request, wrong)

        wrapped.csrf_exempt = True  # type: ignore[attr-defined]  # checked where a session is used
        return wrapped

    return decorate


@csrf_exempt
def nothing_here(request: HttpRequest) -> HttpResponse:
    """Any address that the API does not know, whatever the method."""
    return problem(request, NoResource(where=request.path))


def broken_request(request: HttpRequest, wrong: Exception) -> HttpResponse:
    """The answer to a request under /api/ that Django refused before any view saw it."""
    if isinstance(wrong, RequestDataTooBig):
        return answer(request, wrong)
    return problem(request, BrokenRequest(where="Host" if isinstance(wrong, DisallowedHost) else str(wrong)))


def wrong_method(request: HttpRequest, allowed: Sequence[str]) -> HttpResponse:
    """The answer of a known address to a method it does not take."""
    return problem(request, WrongMethod(method=request.method or "", allowed=allowed))

"""Decision records: what was decided about whom, why, and whether the engine still decides the same."""

import msgspec
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from tradewind.kernel import decisions as records
from tradewind.kernel.engines import engines
from tradewind.kernel.errors import Refusal
from tradewind.web.backoffice import keyset, number, said
from tradewind.web.roles import Seat, operator


def pretty(value: object) -> str:
    """JSON for reading."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode()


@require_safe
@operator("decisions.see")
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The records, newest first, by engine and subject."""
    engine = request.GET.get("engine", "")[:80]
    subject = request.GET.get("subject", "").strip()[:20]
    found = keyset(
        request,
        lambda before, limit: records.decisions(engine, number(subject), before, limit),
        lambda row: row.id,
    )
    context = {
        "seat": seat,
        "found": found,
        "engine": engine,
        "subject": subject,
        "engine_choices": [(e.name, e.name) for e in engines()],
    }
    return render(request, "console/decisions.html", context)


def _page(request: HttpRequest, seat: Seat, decision_id: int, replay: bool) -> HttpResponse:
    row = records.decision(decision_id)
    context: dict[str, object] = {"seat": seat, "row": row, "inputs": pretty(row.inputs), "replay": None, "refused": ""}
    context["outcome"] = pretty(row.outcome)
    if replay:
        try:
            again = records.replay(decision_id)
        except Refusal as refusal:
            context["refused"] = said(refusal)
        else:
            context["replay"] = again
            context["now"] = pretty(again.now)
    return render(request, "console/decision.html", context)


@require_safe
@operator("decisions.see")
def decision(request: HttpRequest, seat: Seat, decision_id: int) -> HttpResponse:
    """One record: inputs, outcome, reason."""
    return _page(request, seat, decision_id, replay=False)


@require_POST
@operator("decisions.replay")
def replay(request: HttpRequest, seat: Seat, decision_id: int) -> HttpResponse:
    """The same record next to what the engine says today. Stores nothing."""
    return _page(request, seat, decision_id, replay=True)

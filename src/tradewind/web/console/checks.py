"""Invariants on demand: every module's list, each with its result and how to read it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tradewind.web.backoffice import notice
from tradewind.web.console.health import last_run, run_invariants
from tradewind.web.roles import Seat, operator


@require_http_methods(["GET", "HEAD", "POST"])
@operator("invariants.run")
def index(request: HttpRequest, seat: Seat) -> HttpResponse:
    """The last run; a POST runs them all again."""
    if request.method == "POST":
        run = run_invariants()
        if run.problems:
            text = ngettext("%(count)s problem found.", "%(count)s problems found.", run.problems)
            notice(request, text % {"count": run.problems})
        else:
            notice(request, _("All invariants hold."))
        return redirect("console:invariants")
    return render(request, "console/invariants.html", {"seat": seat, "run": last_run()})

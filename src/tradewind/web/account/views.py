"""Sign-in and sign-up on top of allauth: a guest's cart comes along."""

from typing import Any

from allauth.account.forms import LoginForm, SignupForm
from allauth.account.views import LoginView, PasswordChangeView, SignupView
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from tradewind.kernel.clock import read_clock
from tradewind.trade.actions import cart
from tradewind.trade.queries import cart_count
from tradewind.web import visitor


def bring_cart(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Moves a guest's cart into the account that has just signed in, and forgets the guest."""
    if not request.user.is_authenticated:
        return response
    guest = visitor.guest_of(request)
    if guest is not None:
        cart.merge(guest, request.user.pk, read_clock())
        response.delete_cookie(visitor.CART_COOKIE, samesite="Lax")
    visitor.remember_count(response, cart_count(visitor.Buyer(account_id=request.user.pk)))
    return response


class SignIn(LoginView):
    """Sign-in; throttled by allauth's limits."""

    def form_valid(self, form: LoginForm) -> HttpResponse:
        """Signs in, then merges the cart."""
        return bring_cart(self.request, super().form_valid(form))


class SignUp(SignupView):
    """A new account; throttled by allauth's limits."""

    def form_valid(self, form: SignupForm) -> HttpResponse:
        """Makes the account, signs in, then merges the cart."""
        return bring_cart(self.request, super().form_valid(form))


class ChangePassword(PasswordChangeView):
    """A new password for the signed-in account."""

    def get_default_success_url(self) -> Any:
        """Back to the account's own page."""
        return reverse("me")


sign_in = SignIn.as_view()
sign_up = SignUp.as_view()
password_change = ChangePassword.as_view()

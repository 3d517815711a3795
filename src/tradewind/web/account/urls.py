"""Addresses of signing in, below /account/: only the pages that we style."""

from allauth.account import views as allauth_views
from django.urls import path, re_path

from tradewind.web.account import views

urlpatterns = [
    path("sign-in", views.sign_in, name="account_login"),
    path("sign-up", views.sign_up, name="account_signup"),
    path("sign-out", allauth_views.logout, name="account_logout"),
    path("inactive", allauth_views.account_inactive, name="account_inactive"),
    path("again", allauth_views.reauthenticate, name="account_reauthenticate"),
    path("password", views.password_change, name="account_change_password"),
    path("password/reset", allauth_views.password_reset, name="account_reset_password"),
    path("password/reset/sent", allauth_views.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)$",
        allauth_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done",
        allauth_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("confirm-email", allauth_views.email_verification_sent, name="account_email_verification_sent"),
    re_path(r"^confirm-email/(?P<key>[-:\w]+)$", allauth_views.confirm_email, name="account_confirm_email"),
]

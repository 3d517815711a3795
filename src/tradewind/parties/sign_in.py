"""Sign-in: allauth's e-mail backend, without demo accounts unless DEBUG is on."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser


class Backend(AuthenticationBackend):
    """Refuses accounts that are switched off, and demo accounts outside DEBUG."""

    def user_can_authenticate(self, user: AbstractBaseUser) -> bool:
        """May this account sign in here and now?"""
        return bool(super().user_can_authenticate(user)) and (
            settings.DEBUG_MODE or not getattr(user, "is_demo", False)
        )

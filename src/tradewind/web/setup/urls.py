"""The first-run screen."""

from django.urls import path

from tradewind.web.setup import views

app_name = "setup"
urlpatterns = [path("", views.first_run, name="first_run")]

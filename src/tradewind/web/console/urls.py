"""Addresses of the operator console, below /console/."""

from django.urls import path

from tradewind.web.console import checks, decisions, home, ledger, offers, orders, people, policies, shops

app_name = "console"
urlpatterns = [
    path("", home.home, name="home"),
    path("shops/", shops.index, name="shops"),
    path("shops/<int:shop_id>/", shops.shop, name="shop"),
    path("shops/<int:shop_id>/state/", shops.state, name="shop_state"),
    path("shops/<int:shop_id>/members/", shops.members, name="shop_members"),
    path("orders/", orders.index, name="orders"),
    path("orders/<int:order_id>/", orders.order, name="order"),
    path("ledger/", ledger.accounts, name="ledger"),
    path("ledger/transactions/", ledger.transactions, name="transactions"),
    path("invariants/", checks.index, name="invariants"),
    path("decisions/", decisions.index, name="decisions"),
    path("decisions/<int:decision_id>/", decisions.decision, name="decision"),
    path("decisions/<int:decision_id>/replay/", decisions.replay, name="replay"),
    path("offers/", offers.index, name="offers"),
    path("offers/new/<slug:kind>/", offers.new, name="offer_new"),
    path("offers/<int:offer_id>/stop/", offers.stop, name="offer_stop"),
    path("policies/", policies.index, name="policies"),
    path("people/", people.index, name="people"),
]

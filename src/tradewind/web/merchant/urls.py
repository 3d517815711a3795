"""Addresses of the merchant centre, below /merchant/."""

from django.urls import path

from tradewind.web.merchant import freight, home, listings, money, offers, orders, pictures, prices, settings

app_name = "merchant"
urlpatterns = [
    path("", home.choose, name="choose"),
    path("open/", settings.open_shop, name="open"),
    path("<int:shop_id>/", home.home, name="home"),
    path("<int:shop_id>/listings/", listings.index, name="listings"),
    path("<int:shop_id>/listings/new/", listings.new, name="listing_new"),
    path("<int:shop_id>/listings/<int:listing_id>/", listings.edit, name="listing"),
    path("<int:shop_id>/listings/<int:listing_id>/state/", listings.state, name="listing_state"),
    path("<int:shop_id>/listings/<int:listing_id>/stock/", listings.stock, name="listing_stock"),
    path("<int:shop_id>/listings/<int:listing_id>/pictures/", pictures.add, name="picture_add"),
    path("<int:shop_id>/listings/<int:listing_id>/pictures/<int:picture_id>/", pictures.change, name="picture_change"),
    path("<int:shop_id>/listings/<int:listing_id>/prices/", prices.prices, name="prices"),
    path("<int:shop_id>/listings/<int:listing_id>/prices/<int:price_id>/end/", prices.end, name="price_end"),
    path("<int:shop_id>/orders/", orders.index, name="orders"),
    path("<int:shop_id>/orders/<int:order_id>/", orders.order, name="order"),
    path("<int:shop_id>/orders/<int:order_id>/ship/", orders.ship, name="ship"),
    path("<int:shop_id>/money/", money.index, name="money"),
    path("<int:shop_id>/money/statement.csv", money.download, name="statement_csv"),
    path("<int:shop_id>/offers/", offers.index, name="offers"),
    path("<int:shop_id>/offers/new/<slug:kind>/", offers.new, name="offer_new"),
    path("<int:shop_id>/offers/<int:offer_id>/stop/", offers.stop, name="offer_stop"),
    path("<int:shop_id>/freight/", freight.index, name="freight"),
    path("<int:shop_id>/freight/new/", freight.new, name="freight_new"),
    path("<int:shop_id>/freight/<int:template_id>/", freight.edit, name="freight_template"),
    path("<int:shop_id>/settings/", settings.settings, name="settings"),
    path("<int:shop_id>/settings/state/", settings.state, name="shop_state"),
]

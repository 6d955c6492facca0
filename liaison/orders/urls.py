"""The addresses of this room's pages."""

from django.urls import path

from liaison.orders import views
from liaison.orders.views import shops

urlpatterns = [
    path("tickets/<int:number>/orders/", views.beside, name="orders-beside"),
    path("orders/take/", views.take, name="order-take"),
    path("orders/returns/", views.returns, name="returns"),
    path("orders/goods/", views.goods, name="goods"),
    path("orders/goods/<int:product>/", views.product, name="product"),
    path("orders/outside/<int:outside_id>/<str:told>/", shops.answer_outside, name="order-outside"),
    path("configuration/shops/", shops.shops, name="shops"),
    path("configuration/shops/connect/<str:shop_kind>/", shops.connect_shop, name="connect-shop"),
    path("configuration/shops/<int:shop_id>/", shops.shop, name="shop"),
    path("configuration/shops/<int:shop_id>/try/", shops.try_shop, name="try-shop"),
    path("configuration/shops/<int:shop_id>/close/", shops.close_shop, name="close-shop"),
    path("orders/<int:order>/", views.file, name="order"),
    path("orders/<int:order>/doing/", views.doing, name="order-doing"),
    path("orders/<int:order>/steps/", views.steps, name="order-steps"),
    path("orders/<int:order>/requests/<int:request_id>/<str:step>/", views.handle, name="order-step"),
    path("orders/waiting/<int:approval>/", views.waiting, name="order-waiting"),
    path("orders/<int:order>/<str:wish>/", views.ask, name="order-wish"),
]

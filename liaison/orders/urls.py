"""The addresses of this room's pages."""

from django.urls import path

from liaison.orders import views

urlpatterns = [
    path("tickets/<int:number>/orders/", views.beside, name="orders-beside"),
    path("orders/take/", views.take, name="order-take"),
    path("orders/returns/", views.returns, name="returns"),
    path("orders/goods/", views.goods, name="goods"),
    path("orders/goods/<int:product>/", views.product, name="product"),
    path("orders/<int:order>/", views.file, name="order"),
    path("orders/<int:order>/doing/", views.doing, name="order-doing"),
    path("orders/<int:order>/steps/", views.steps, name="order-steps"),
    path("orders/<int:order>/requests/<int:request_id>/<str:step>/", views.handle, name="order-step"),
    path("orders/waiting/<int:approval>/", views.waiting, name="order-waiting"),
    path("orders/<int:order>/<str:wish>/", views.ask, name="order-wish"),
]

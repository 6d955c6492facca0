"""The addresses of this room's pages."""

from django.urls import path

from liaison.orders import views

urlpatterns = [
    path("tickets/<int:number>/orders/", views.beside, name="orders-beside"),
    path("orders/<int:order>/", views.file, name="order"),
    path("orders/<int:order>/doing/", views.doing, name="order-doing"),
    path("orders/<int:order>/<str:wish>/", views.ask, name="order-wish"),
]

from django.urls import path

from polyphonie.accounts.openid import views

urlpatterns = [
    path("", views.login, name="openid_login"),
    path("retour/", views.callback, name="openid_callback"),
]

from django.urls import include, path

from polyphonie.accounts import views

urlpatterns = [
    path("", views.my_account, name="my_account"),
    path("", include("allauth.account.urls")),
]

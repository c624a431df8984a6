from django.urls import URLPattern

app_name = "manifesto"

urlpatterns: list[URLPattern] = []

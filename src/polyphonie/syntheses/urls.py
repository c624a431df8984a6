from django.urls import URLPattern

app_name = "syntheses"

urlpatterns: list[URLPattern] = []

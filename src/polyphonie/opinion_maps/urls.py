from django.urls import URLPattern

app_name = "opinion_maps"

urlpatterns: list[URLPattern] = []

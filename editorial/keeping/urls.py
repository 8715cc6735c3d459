"""Addresses for machines: load balancers, supervisors and Prometheus."""

from django.urls import path

from editorial.keeping import views

app_name = "keeping"
urlpatterns = [
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path("metrics", views.show_metrics, name="metrics"),
]

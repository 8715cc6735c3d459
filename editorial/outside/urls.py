"""Addresses that begin with a link's token; there are no others for a visitor."""

from django.urls import path

from editorial.outside import views

app_name = "outside"
urlpatterns = [
    path("<str:token>/", views.article, name="article"),
    path("<str:token>/comments/", views.comment, name="comment"),
    path("<str:token>/finished/", views.finished, name="finished"),
    path("<str:token>/pictures/<str:name>", views.picture, name="picture"),
]

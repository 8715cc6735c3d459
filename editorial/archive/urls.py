"""Addresses of the public site; an issue's and an article's never change once published."""

from django.urls import path

from editorial.archive import feeds, files, machines, views

app_name = "archive"
urlpatterns = [
    path("", views.home, name="home"),
    path("issues/", views.issues, name="issues"),
    path("feed/", feeds.feed, name="feed"),
    path("feed/<slug:slug>/", feeds.section_feed, name="section_feed"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("robots.txt", machines.robots, name="robots"),
    path("pictures/<str:name>", files.picture, name="picture"),
    path("<int:year>/", views.year, name="year"),
    path("<int:year>/<int:number>/", views.issue, name="issue"),
    path("<int:year>/<int:number>/download/", files.issue_pdf, name="issue_pdf"),
    path("<int:year>/<int:number>/cover.svg", files.cover, name="cover"),
    path("<int:year>/<int:number>/<int:position>/", views.article, name="article"),
]

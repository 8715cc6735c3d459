"""Addresses of the public site; an issue's and an article's never change once published."""

from django.urls import path

from editorial.archive import (
    annual,
    feeds,
    files,
    finding,
    machines,
    policy,
    references,
    verify,
    views,
)

app_name = "archive"
urlpatterns = [
    path("", views.home, name="home"),
    path("issues/", views.issues, name="issues"),
    path("search/", finding.search, name="search"),
    path("policy/", policy.policy, name="policy"),
    path("policy/numbers/", policy.numbers, name="numbers"),
    path("policy/bodies/", policy.bodies, name="bodies"),
    path("policy/bodies/<str:name>/", policy.body, name="body"),
    path("policy/regions/", policy.regions, name="regions"),
    path("policy/regions/<str:name>/", policy.region, name="region"),
    path("follow/", feeds.follow, name="follow"),
    path("feed/", feeds.feed, name="feed"),
    path("feed/rss/", feeds.feed, {"form": "rss"}, name="feed_rss"),
    path("feed/<slug:slug>/", feeds.section_feed, name="section_feed"),
    path("feed/<slug:slug>/rss/", feeds.section_feed, {"form": "rss"}, name="section_feed_rss"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-pages.xml", machines.sitemap_pages, name="sitemap_pages"),
    path("sitemap-<int:year>.xml", machines.sitemap_year, name="sitemap_year"),
    path("verify/", verify.verify, name="verify"),
    path("robots.txt", machines.robots, name="robots"),
    path("pictures/<str:name>", files.picture, name="picture"),
    path("<int:year>/", views.year, name="year"),
    path("<int:year>/index/", annual.year_index, name="year_index"),
    path("<int:year>/index/download/", annual.year_index_pdf, name="year_index_pdf"),
    path("<int:year>/<int:number>/", views.issue, name="issue"),
    path("<int:year>/<int:number>/download/", files.issue_pdf, name="issue_pdf"),
    path("<int:year>/<int:number>/cover.svg", files.cover, name="cover"),
    path("<int:year>/<int:number>/card.png", files.card, name="card"),
    path("<int:year>/<int:number>/<int:position>/", views.article, name="article"),
    path("<int:year>/<int:number>/<int:position>/download/", files.offprint, name="offprint"),
    *(
        path(
            f"<int:year>/<int:number>/<int:position>/cite.{form}",
            references.reference,
            {"form": form},
            name=f"cite_{form}",
        )
        for form in references.FORMS
    ),
]

"""Every address of the site."""

from django.urls import include, path

urlpatterns = [
    path("desk/", include("reveille.desk.urls")),
    path("api/", include("reveille.api.urls")),
    path("", include("reveille.site.urls")),
]

handler400 = "reveille.site.errors.bad_request"
handler403 = "reveille.site.errors.forbidden"
handler404 = "reveille.site.errors.not_found"
handler500 = "reveille.site.errors.server_error"

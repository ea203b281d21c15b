from django.urls import path

from trafficking.admin import shared

urlpatterns = [
    path("<str:token>/", shared.draft, name="shared-draft"),
    path("<str:token>/thanks/", shared.thanks, name="shared-draft-thanks"),
]

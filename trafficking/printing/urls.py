from django.urls import path

from trafficking.printing import views

app_name = "printing"
urlpatterns = [
    path("help/contacts.pdf", views.leaflet, name="leaflet"),
    path("help/cards.pdf", views.cards, name="cards"),
    path("help/<slug:slug>/contact.vcf", views.contact_card, name="vcard"),
    path("help/<slug:slug>/contact.txt", views.contact_text, name="text"),
]

"""What an organisation is said to offer, by how that is known."""

from django.utils.translation import gettext as _

from trafficking.models.organisation import Organisation, Service


def by_basis(organisation: Organisation) -> list[tuple[str, list[Service]]]:
    """The services shown, by how we know of them, surest first: (words for a card, services)."""
    words = {
        Service.Basis.CONFIRMED: _("Confirmed by the organisation"),
        Service.Basis.PUBLIC: _("Stated publicly"),
        Service.Basis.LISTED: _("Listed, not confirmed; call and ask"),
    }
    groups = [(words[basis], [each for each in organisation.shown_services if each.basis == basis]) for basis in words]
    return [(heading, services) for heading, services in groups if services]

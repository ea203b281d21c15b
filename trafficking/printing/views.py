"""What visitors take away. File names are neutral; nothing depends on who asks."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.http import require_safe

from trafficking.models import Organisation
from trafficking.models.terms import filter_words, term_names
from trafficking.printing import pdf
from trafficking.printing.plain import plain_text
from trafficking.printing.vcard import vcard
from trafficking.search import directory
from trafficking.search.address import ParameterError, read
from trafficking.texts import current_language

#: A leaflet is for a wall or a pocket, not a telephone book.
MOST_ORGANISATIONS = 40


def public_organisation(slug: str) -> Organisation:
    return get_object_or_404(Organisation.objects.published().in_directory().with_contacts(), slug=slug)


@require_safe
def contact_card(request: HttpRequest, slug: str) -> HttpResponse:
    response = HttpResponse(
        vcard(public_organisation(slug), current_language()), content_type="text/vcard; charset=utf-8"
    )
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}.vcf"'
    return response


@require_safe
def contact_text(request: HttpRequest, slug: str) -> HttpResponse:
    text = plain_text(public_organisation(slug), current_language())
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def leaflet(request: HttpRequest) -> HttpResponse:
    return _pdf(
        request, "contacts", lambda rows, address, chosen: pdf.leaflet(rows, current_language(), address, chosen)
    )


@require_safe
def cards(request: HttpRequest) -> HttpResponse:
    return _pdf(request, "cards", lambda rows, address, chosen: pdf.cards(rows, current_language(), address))


def _pdf(request: HttpRequest, name: str, make: Callable[[list[Organisation], str, list[str]], bytes]) -> HttpResponse:
    """The organisations that the same address would list on the page, as a PDF."""
    names = term_names(current_language())
    try:
        query = read(request.GET, {facet: set(terms) for facet, terms in names.items()})
    except ParameterError as error:
        raise Http404 from error
    result = directory.find(query.text, query.selection)
    ids = result.ids(0, MOST_ORGANISATIONS)
    found = {row.pk: row for row in Organisation.objects.published().in_directory().filter(pk__in=ids).with_contacts()}
    chosen = [filter_words(name, value, names) for name, value in result.selection.filters()]
    address = request.build_absolute_uri(f"{reverse('public:directory')}?{query.parameters()}".rstrip("?"))
    response = HttpResponse(
        make([found[key] for key in ids if key in found], address, chosen), content_type="application/pdf"
    )
    response.headers["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response

"""Pictures in pages: known size, so that nothing jumps; words for those who do not see them."""

from itertools import groupby
from operator import attrgetter
from typing import Any

from django import template

from trafficking.models import Image
from trafficking.texts import Text, text

register = template.Library()

#: How wide a picture in the text is, as the browser reads it (HTML, "sizes attributes").
IN_TEXT = "(min-width: 60rem) 43rem, 100vw"


@register.inclusion_tag("_frame/picture.html")
def picture(image: Image, sizes: str = IN_TEXT) -> dict[str, Any]:
    """A picture with the smaller copies that there are of it, the best format first."""
    sources = [
        (kind, ", ".join(f"{variant.url} {variant.width}w" for variant in variants))
        for kind, variants in groupby(image.variants(), attrgetter("format"))
    ]
    return {
        "sources": sources,
        "sizes": sizes,
        "src": image.file.url,
        "width": image.width,
        "height": image.height,
        **_words(image),
    }


@register.inclusion_tag("_frame/picture.html")
def portrait(image: Image) -> dict[str, Any]:
    """A picture in a list: cut to a square around what must stay in view; as it is while there is no square of it."""
    squares = image.squares()
    if not squares:
        return picture(image, "8rem")
    side, plain = squares[-1].width, squares[-1].url
    sources = [(each.format, each.url) for each in squares]
    return {"sources": sources, "src": plain, "width": side, "height": side, **_words(image)}


def _words(image: Image) -> dict[str, Any]:
    alternative: Text | str = "" if image.decorative else text(image, "alternative_text")
    return {"alternative": alternative, "credit": image.credit}

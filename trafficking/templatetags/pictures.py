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
    alternative: Text | str = "" if image.decorative else text(image, "alternative_text")
    return {"image": image, "sources": sources, "sizes": sizes, "alternative": alternative}

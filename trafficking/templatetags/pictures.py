"""Pictures in pages: known size, so that nothing jumps; words for those who do not see them."""

from django import template

from trafficking.models import Image

register = template.Library()


@register.inclusion_tag("_frame/picture.html")
def picture(image: Image) -> dict[str, Image]:
    return {"image": image}

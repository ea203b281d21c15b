"""Who did or said something, as the desk names them."""

from typing import Any

from django import template
from django.utils.translation import gettext as _

from trafficking.editorial import review
from trafficking.models import Remark

register = template.Library()


@register.filter
def name_of(person: Any) -> str:
    """A member of the staff; nobody is the system."""
    return review.name_of(person)


@register.filter
def said_by(remark: Remark) -> str:
    """Who said it: a member of the staff, or whom a share link was made for."""
    if remark.share_link:
        return _("%(reader)s (share link)") % {"reader": remark.share_link}
    return review.name_of(remark.author)

"""What differs between versions, in templates."""

from django import template

from trafficking.editorial import differences
from trafficking.editorial.values import moment

register = template.Library()
register.filter("folded", differences.folded)
register.filter("moment", moment)

"""JSON-LD in pages. It is data, not script: browsers never run it, and the strict policy lets it stand."""

import json
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from trafficking.models import Event, Organisation
from trafficking.opendata import jsonld
from trafficking.texts import current_language

register = template.Library()

#: Characters that could end the element or start a comment inside it.
ESCAPES = {ord(">"): "\\u003E", ord("<"): "\\u003C", ord("&"): "\\u0026"}


def block(data: jsonld.Data | None) -> SafeString:
    if data is None:
        return mark_safe("")
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308 - escaped above


@register.simple_tag(takes_context=True)
def organisation_data(context: dict[str, Any], organisation: Organisation) -> SafeString:
    address = context["request"].build_absolute_uri(organisation.get_absolute_url())
    return block(jsonld.organisation(organisation, current_language(), address))


@register.simple_tag(takes_context=True)
def event_data(context: dict[str, Any], event: Event) -> SafeString:
    address = context["request"].build_absolute_uri(event.get_absolute_url())
    return block(jsonld.event(event, current_language(), address))


@register.simple_tag(takes_context=True)
def breadcrumb_data(context: dict[str, Any], *steps: str) -> SafeString:
    """Steps as name, path, name, path …"""
    absolute = context["request"].build_absolute_uri
    return block(jsonld.breadcrumbs((name, absolute(path)) for name, path in zip(steps[::2], steps[1::2], strict=True)))

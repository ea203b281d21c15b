"""What staff edit: the base and one file a noun."""

from trafficking.admin import award, correction, event, link, media, notice, organisation, page, service_type, users

__all__ = ["award", "correction", "event", "link", "media", "notice", "organisation", "page", "service_type", "users"]

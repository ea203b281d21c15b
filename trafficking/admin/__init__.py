"""What staff edit: the base and one file a noun."""

from trafficking.admin import award, event, media, notice, organisation, page, service_type, users

__all__ = ["award", "event", "media", "notice", "organisation", "page", "service_type", "users"]

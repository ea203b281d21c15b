"""What an editor does on the desk, as HTTP requests: every form is read before it is sent."""

from django.urls import reverse

from tests.admin.browserlike import shown
from trafficking.editorial import flow


def address(item, screen: str = "change", *arguments) -> str:
    return reverse(f"admin:trafficking_{item._meta.model_name}_{screen}", args=[item.pk, *arguments])


def form_of(client, item) -> dict[str, list[str]]:
    """What the item's form shows."""
    return shown(client.get(address(item)), f"{item._meta.model_name}_form")


def save(client, item, fields: dict | None = None, button: str = "_save", **typed):
    """Type into the form and press a button of it; returns the answer."""
    return client.post(address(item), (fields or form_of(client, item)) | typed | {button: ""})


def publish(client, item, fields: dict | None = None, **typed):
    """The same with “Publish”; where the screen before publishing comes up, everything is confirmed there."""
    answer = save(client, item, fields, "_publish", **typed)
    if answer.status_code == 302 and answer.url == address(item, "publish"):
        draft = flow.pending(item).number
        answer = client.post(answer.url, {"draft": draft, "numbers_confirmed": "on", "_publish": ""})
    return answer


def messages_of(client) -> list[str]:
    """What the desk says on the next page."""
    return [str(message) for message in client.get(reverse("admin:index")).context["messages"]]

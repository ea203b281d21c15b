"""Reads a form of the desk as a browser does, so that tests post what the page shows."""

from html.parser import HTMLParser


class _Form(HTMLParser):
    def __init__(self, form_id: str):
        super().__init__(convert_charrefs=True)
        self.form_id, self.inside = form_id, False
        self.fields: dict[str, list[str]] = {}
        self._area = self._select = None
        self._options: list[tuple[str, bool]] = []

    def handle_starttag(self, tag, attrs):
        attributes = dict(attrs)
        if tag == "form":
            self.inside = attributes.get("id") == self.form_id
        if not self.inside or "disabled" in attributes:
            return
        name = attributes.get("name")
        if tag == "input" and name:
            kind = attributes.get("type", "text")
            if kind in {"submit", "file", "button"} or (kind in {"checkbox", "radio"} and "checked" not in attributes):
                return
            self._add(name, attributes.get("value", "on" if kind == "checkbox" else ""))
        elif tag == "textarea" and name:
            self._area = (name, [])
        elif tag == "select" and name:
            self._select, self._options = (name, "multiple" in attributes), []
        elif tag == "option" and self._select:
            self._options.append((attributes.get("value", ""), "selected" in attributes))

    def handle_data(self, data):
        if self._area:
            self._area[1].append(data)

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self._area:
            name, parts = self._area
            self._area = None
            self._add(name, "".join(parts).removeprefix("\n"))
        elif tag == "select" and self._select:
            name, multiple = self._select
            self._select = None
            chosen = [value for value, selected in self._options if selected]
            if not chosen and not multiple and self._options:
                chosen = [self._options[0][0]]
            for value in chosen:
                self._add(name, value)

    def _add(self, name: str, value: str | None) -> None:
        self.fields.setdefault(name, []).append(value or "")


def shown(response, form_id: str) -> dict[str, list[str]]:
    """What a browser would post if nothing on the form were touched: names with all their values."""
    reader = _Form(form_id)
    reader.feed(response.content.decode())
    assert reader.fields, f"there is no form “{form_id}” on the page"
    return reader.fields

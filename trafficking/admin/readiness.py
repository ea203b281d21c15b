"""Whether a draft can go live: what is in the way, and the forms in which a person decides."""

from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.admin.widgets import AdminTextareaWidget
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from trafficking.admin import choosing
from trafficking.editorial import checks, flow, review
from trafficking.editorial.capture import capture
from trafficking.editorial.numbers import NumberChange
from trafficking.editorial.rehearsal import rehearsal
from trafficking.editorial.writing import write
from trafficking.models import Revision


@dataclass(slots=True)
class Readiness:
    """What stands between a draft and its publication; all of it at once."""

    #: What must be mended first, in sentences.
    blockers: list[str] = field(default_factory=list)
    #: What an editor should look at once more.
    warnings: list[str] = field(default_factory=list)
    #: Why this person may not publish it.
    review: list[str] = field(default_factory=list)
    numbers: list[NumberChange] = field(default_factory=list)

    @property
    def is_clear(self) -> bool:
        return not (self.blockers or self.warnings or self.review or self.numbers)


def readiness(draft: Revision, person: Any) -> Readiness:
    """Publish a draft in a rehearsal and tell what was in the way."""
    found = Readiness(review=review.reasons_against(draft, person), warnings=replaced(draft))
    with rehearsal():
        try:
            flow.check_numbers(draft.item, draft, confirmed=False)
        except flow.NumbersChangedError as refusal:
            found.numbers = refusal.changes
        try:
            flow.publish(draft, person, note="-", emergency=True, numbers_confirmed=True)
        except flow.RefusedError as refusal:
            found.blockers = refusal.reasons
        item = type(draft.item)._default_manager.get(pk=draft.object_id)
        write(item, flow.merged(item, draft))
        found.warnings += [str(words) for words in checks.findings(item) if not words.is_blocker]
    return found


def replaced(draft: Revision) -> list[str]:
    """What was published in other words since a draft was begun, and the draft would put its own in its place."""
    item = draft.item
    _state, clashes = flow.on_top_of(capture(item), draft)
    words = _("%(field)s: it was published in other words since this draft was begun. Compare both before you publish.")
    names = dict.fromkeys(capfirst(choosing.label(item, clash)) for clash in clashes)
    return [words % {"field": name} for name in names]


class ReasonForm(forms.Form):
    note = forms.CharField(label=gettext_lazy("Reason"), widget=AdminTextareaWidget(attrs={"rows": 3}), max_length=2000)


class PublishForm(forms.Form):
    """What is decided when a draft goes live. Which fields there are hangs on the draft."""

    numbers_confirmed = forms.BooleanField(
        label=gettext_lazy("I compared the telephone numbers, digit by digit"), required=False
    )
    wording_only = forms.BooleanField(
        label=gettext_lazy("Only the wording changed: translations stay up to date"), required=False
    )
    publish_at = forms.DateTimeField(
        label=gettext_lazy("Not now, but at this moment (Riga time)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    emergency = forms.BooleanField(
        label=gettext_lazy("Emergency: this cannot wait for a second person, who will be asked afterwards"),
        required=False,
    )
    note = forms.CharField(
        label=gettext_lazy("Note or reason, for your colleagues"),
        required=False,
        max_length=2000,
        widget=AdminTextareaWidget(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, ready: Readiness, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not ready.numbers:
            del self.fields["numbers_confirmed"]
        if not ready.review:
            del self.fields["emergency"]

    def choices(self) -> dict[str, Any]:
        """The decisions as `flow.publish` and `schedule.schedule` take them."""
        return {
            name: self.cleaned_data.get(name, False) for name in ("emergency", "wording_only", "numbers_confirmed")
        } | {"note": self.cleaned_data["note"]}

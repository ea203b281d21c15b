"""Spreadsheets on the desk: the list as a file, and a file as drafts or publications.

A file is uploaded, kept privately, shown as what it would change, and imported when somebody has looked at that.
"""

import copy
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.admin.options import IncorrectLookupParameters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from trafficking.admin import uploads
from trafficking.admin.proposals import MOST_CHANGED, Proposal
from trafficking.admin.tool import Tool
from trafficking.admin.uploads import Upload
from trafficking.exchange import exporting, files
from trafficking.exchange.applying import Outcome, RejectedError
from trafficking.exchange.layouts import LAYOUTS, Layout
from trafficking.exchange.limits import MEGABYTE, ON_THE_PAGE
from trafficking.exchange.sheets import UnreadableError

IMPORTS = "trafficking.import_spreadsheet"
#: So many items go out in one request; commands take more.
MOST_EXPORTED = 2_000


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Table"),
        help_text=gettext_lazy("An Excel workbook (.xlsx), or a CSV in UTF-8."),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )

    def clean_file(self) -> Upload:
        file = self.cleaned_data["file"]
        if file.size > ON_THE_PAGE.size:
            words = _("The file is larger than %(size)d MB.")
            raise forms.ValidationError(words % {"size": ON_THE_PAGE.size // MEGABYTE})
        upload = Upload(file.name, file.read())
        try:
            files.read(upload.data, upload.name, ON_THE_PAGE)
        except UnreadableError as error:
            raise forms.ValidationError(str(error)) from error
        return upload


class SheetScreens:
    """Export and import for a noun that has a layout."""

    @property
    def layout(self) -> Layout:
        return LAYOUTS[self.model]

    def get_urls(self) -> list:
        views = {"export/": self.export_view, "import/": self.import_view, "import/check/": self.check_view}
        own = [
            path(address, self.admin_site.admin_view(view), name=self.screen_name(address.strip("/").split("/")[-1]))
            for address, view in views.items()
        ]
        return own + super().get_urls()

    def list_tools(self, request: HttpRequest) -> list[Tool]:
        listed = request.GET.urlencode()
        tools = [*super().list_tools(request), Tool(_("Export"), f"{self.list_address('export')}?{listed}".rstrip("?"))]
        return [*tools, Tool(_("Import"), self.list_address("import"))] if self.may_import(request) else tools

    def may_import(self, request: HttpRequest) -> bool:
        may_write = self.has_change_permission(request) and self.has_add_permission(request)
        return may_write and request.user.has_perm(IMPORTS)

    def export_view(self, request: HttpRequest) -> HttpResponse:
        """The page that asks for the format, and the file itself: what the list shows now, filters and all."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        try:
            items = self._listed(request)
        except IncorrectLookupParameters:
            return HttpResponseRedirect(self.list_address("export"))
        form, number = request.GET.get("format"), items.count()
        if form in exporting.FORMATS and number <= MOST_EXPORTED:
            return self._file(request, items, form)
        context = {"number": number, "left_out": exporting.without_key(self.layout, items), "most": MOST_EXPORTED}
        return self._sheet_page(request, "export", _("Export"), **context)

    def import_view(self, request: HttpRequest) -> HttpResponse:
        """The page that takes a file."""
        if not self.may_import(request):
            raise PermissionDenied
        form = UploadForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            uploads.keep(request, self.opts.model_name, form.cleaned_data["file"])
            return HttpResponseRedirect(self.list_address("check"))
        return self._sheet_page(request, "import", _("Import"), form=form, layout=self.layout, most=MOST_CHANGED)

    def check_view(self, request: HttpRequest) -> HttpResponse:
        """What the file would change and what is wrong with it; on POST it is imported, or given up."""
        if not self.may_import(request):
            raise PermissionDenied
        upload = uploads.kept(request, self.opts.model_name)
        if upload is None or request.POST.get("do") == "cancel":
            return self._gone(request, given_up=upload is not None)
        proposal = Proposal(self.layout, upload, request)
        if request.method == "POST" and (answer := self._imported(request, proposal)):
            return answer
        return self._sheet_page(request, "check", _("Check the table"), proposal=proposal, most=MOST_CHANGED)

    def _imported(self, request: HttpRequest, proposal: Proposal) -> HttpResponse | None:
        """Imports what was confirmed. None, after a message, where that is not possible."""
        publishes = request.POST.get("do") == "publish"
        if request.POST.get("stamp") != proposal.stamp:
            refusal = _("Something has changed since you looked. Nothing was saved; look at it again.")
        elif not proposal.can_be_imported:
            refusal = _("Nothing was saved. Correct the table first.")
        elif publishes and proposal.numbers and "numbers" not in request.POST:
            refusal = _("Nothing was saved. Compare the old and new telephone numbers first, and tick that you did.")
        else:
            try:
                outcome = proposal.apply(publishes)
            except RejectedError as rejection:
                reasons = " ".join(dict.fromkeys(problem.reason for problem in rejection.problems))
                refusal = _("Nothing was saved. %(reasons)s") % {"reasons": reasons}
            else:
                uploads.forget(request, self.opts.model_name)
                self.message_user(request, _told(outcome), messages.SUCCESS)
                return HttpResponseRedirect(self.list_address("changelist"))
        self.message_user(request, refusal, messages.ERROR)
        return None

    def _gone(self, request: HttpRequest, given_up: bool) -> HttpResponse:
        uploads.forget(request, self.opts.model_name)
        if not given_up:
            self.message_user(request, _("The table is not here any more. Choose it again."), messages.WARNING)
        return HttpResponseRedirect(self.list_address("import"))

    def _listed(self, request: HttpRequest) -> QuerySet:
        """What the list shows for the same parameters; nothing for an empty table."""
        if "empty" in request.GET:
            return self.model._default_manager.none()
        listed = copy.copy(request)
        listed.GET = request.GET.copy()
        listed.GET.pop("format", None)
        return self.get_changelist_instance(listed).get_queryset(listed).prefetch_related(None)

    def _file(self, request: HttpRequest, items: QuerySet, form: str) -> HttpResponse:
        data = exporting.exported(self.layout, items, form, request.user)
        name = f"{self.opts.model_name}s-{timezone.localdate():%Y-%m-%d}.{form}"
        headers = {"Content-Disposition": f'attachment; filename="{name}"'}
        return HttpResponse(data, content_type=exporting.TYPES[form], headers=headers)

    def _sheet_page(self, request: HttpRequest, name: str, title: str, **context: Any) -> HttpResponse:
        shared = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, f"admin/sheets/{name}.html", {**shared, **context})


def _told(outcome: Outcome) -> str:
    """What an import came to, in words."""
    parts = []
    if outcome.published:
        words = ngettext("%(number)d item is live.", "%(number)d items are live.", outcome.published)
        parts.append(words % {"number": outcome.published})
    if outcome.drafts:
        words = ngettext("%(number)d draft is saved.", "%(number)d drafts are saved.", outcome.drafts)
        parts.append(words % {"number": outcome.drafts})
    return " ".join(parts)

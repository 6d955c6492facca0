"""Pages about the kit itself."""

from datetime import timedelta
from types import SimpleNamespace

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from liaison.kit import clock, sheet
from liaison.kit.colours import sheet_of
from liaison.kit.pages import show


class Sample(forms.Form):
    """A form that shows how Django's fields are drawn."""

    title = forms.CharField(max_length=80, help_text="As the customer will read it.")
    secret = forms.CharField(widget=forms.PasswordInput)
    kind = forms.ChoiceField(choices=[("question", "Question"), ("complaint", "Complaint")])
    way = forms.ChoiceField(choices=[("mail", "E-mail"), ("chat", "Chat")], widget=forms.RadioSelect)
    words = forms.CharField(widget=forms.Textarea, required=False)
    tell = forms.BooleanField(required=False)


@login_not_required
def look(request: HttpRequest, digest: str) -> HttpResponse:
    """Send the style sheet; the browser keeps it until its address changes."""
    answer = HttpResponse(sheet.sheet(), content_type="text/css; charset=utf-8")
    if digest == sheet.digest():
        answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


@login_not_required
def colour(request: HttpRequest, colour: str) -> HttpResponse:
    """Send the few lines by which a page wears the colour of a brand."""
    answer = HttpResponse(sheet_of(colour), content_type="text/css; charset=utf-8")
    answer["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


@login_not_required
def components(request: HttpRequest) -> HttpResponse:
    """Show every component in all its states, for whoever works on them."""
    now = clock.now()
    times = SimpleNamespace(
        late=now - timedelta(hours=2),
        soon=now + timedelta(minutes=40),
        later=now + timedelta(days=2, hours=1),
        just=now,
        minutes=now - timedelta(minutes=12),
        hours=now - timedelta(hours=3),
        weeks=now - timedelta(days=30),
    )
    return show(
        request, "components.html", times=times, sample_form=Sample(), faulty_form=Sample({"kind": "x"})
    )

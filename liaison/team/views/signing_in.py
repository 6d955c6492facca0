"""Coming in, going out, and the way back in when the password is forgotten."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from liaison.authority.queries import extent_of
from liaison.kit.clock import now
from liaison.kit.pages import show
from liaison.kit.post import can_send
from liaison.team import actions
from liaison.team.actions import passwords
from liaison.team.actions.signing_in import ASK, count_attempt
from liaison.team.errors import TooManyAttempts, WrongPassword
from liaison.team.forms.own import Forgotten, NewPassword, SignIn
from liaison.team.models import Member
from liaison.team.registry import said_at_the_door
from liaison.team.requests import place_of
from liaison.team.tasks import send_password_link

BACKEND = "django.contrib.auth.backends.ModelBackend"


@login_not_required
@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Ask who it is. A wrong address and a wrong password look and take the same."""
    onward = _onward(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(onward)
    form = SignIn(request.POST if request.method == "POST" else None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                member = actions.check_password(**form.cleaned_data, place=place_of(request))
            except (WrongPassword, TooManyAttempts) as no:
                form.add_error(None, no.sentence)
                status = 429 if isinstance(no, TooManyAttempts) else 422
            else:
                return _welcome(request, member, onward=onward)
    facts = {
        "form": form,
        "next": request.POST.get("next") or request.GET.get("next", ""),
        "can_send": can_send(),
        "said": said_at_the_door(request),
    }
    return show(request, "team/sign_in.html", status=status, **facts)


def _welcome(request: HttpRequest, member: Member, *, onward: str) -> HttpResponse:
    """Let somebody in; an administrator who was never here before is shown where to begin."""
    begins = member.last_login is None and onward == settings.LOGIN_REDIRECT_URL
    let_in(request, member)
    begin_here = begins and extent_of("*", by=member).everywhere
    return HttpResponseRedirect(reverse("start") if begin_here else onward)


def let_in(request: HttpRequest, member: Member) -> None:
    """Begin a session, under a new key, which tells where it is and since when."""
    login(request, member, backend=BACKEND)
    request.session["place"] = place_of(request)
    request.session["browser"] = request.headers.get("User-Agent", "")[:300]
    request.session["begun_at"] = now().isoformat()


def _onward(request: HttpRequest) -> str:
    """Where to go after signing in: an address of ours, whatever a link from elsewhere asks for."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        asked, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return asked if ours else settings.LOGIN_REDIRECT_URL


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session. A mere link does not: another site could follow it for us."""
    if not request.user.is_authenticated:
        return redirect("sign-in")
    if request.method != "POST":
        return show(request, "team/sign_out.html")
    logout(request)
    messages.success(request, _("You are signed out."))
    return redirect("sign-in")


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def forgotten(request: HttpRequest) -> HttpResponse:
    """Send a link with which to choose a password. The page says the same whether the address is known or not."""
    form = Forgotten(request.POST if request.method == "POST" else None)
    if request.method != "POST" or not can_send():
        return show(request, "team/forgotten.html", form=form, can_send=can_send())
    if not form.is_valid():
        return show(request, "team/forgotten.html", status=422, form=form, can_send=True)
    email = form.cleaned_data["email"]
    try:
        count_attempt("forgotten", email, place=place_of(request), limits=ASK)
    except TooManyAttempts as no:
        form.add_error(None, no.sentence)
        return show(request, "team/forgotten.html", status=429, form=form, can_send=True)
    send_password_link.defer(email=email, base=own_address())
    return show(request, "team/forgotten_sent.html", email=email)


def own_address(request: HttpRequest | None = None) -> str:
    """The address of this desk, for links in letters.

    request: of somebody signed in. A stranger's request is not asked: whoever sends it chooses the name in it.
    """
    if settings.LIAISON["URL"]:
        return str(settings.LIAISON["URL"]).rstrip("/")
    if request is not None:
        whole = urlsplit(request.build_absolute_uri("/"))
        return f"{whole.scheme}://{whole.netloc}"
    return f"http://{settings.LIAISON['HOST']}:{settings.LIAISON['PORT']}"


@login_not_required
@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def choose_password(request: HttpRequest, who: str, token: str) -> HttpResponse:
    """Choose a password by the link of an invitation or of a forgotten password, and be let in."""
    member = passwords.who_holds(who, token)
    if member is None:
        return show(request, "team/link_over.html", status=410)
    form = NewPassword(request.POST if request.method == "POST" else None, member=member)
    if request.method == "POST" and form.is_valid():
        actions.set_password(member, form.cleaned_data["new"], by=member)
        let_in(request, member)
        messages.success(request, _("Your password is set. Welcome!"))
        return redirect(settings.LOGIN_REDIRECT_URL)
    status = 422 if request.method == "POST" else 200
    return show(request, "team/choose_password.html", status=status, form=form, colleague=member)

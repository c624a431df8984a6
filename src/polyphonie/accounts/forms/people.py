"""Forms of invitations and roles."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from polyphonie.accounts.enums import OF_A_TERRITORY, Role
from polyphonie.accounts.models import Membership, User
from polyphonie.accounts.permissions import can_give_role
from polyphonie.accounts.queries.territories import label_of, territories_called
from polyphonie.territories.models import Territory


class AcceptInvitationForm(forms.Form):
    """What a new person gives: the address that was written to, a name, a password twice."""

    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("The one at which you received the invitation."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    name = forms.CharField(
        label=_("Your name"),
        max_length=150,
        help_text=_("As your colleagues know you: it is shown to those who work with you."),
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    password_again = forms.CharField(
        label=_("The same password again"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].help_text = " ".join(password_validators_help_texts())

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        password, again = given.get("password"), given.get("password_again")
        if password and again and password != again:
            self.add_error("password_again", gettext("The two passwords differ: type the same one twice."))
        elif password:
            self._check_strength(password, User(email=given.get("email", ""), name=given.get("name", "")))
        return given

    def _check_strength(self, password: str, person: User) -> None:
        try:
            validate_password(password, person)
        except ValidationError as error:
            self.add_error("password", error)


class InviteForm(forms.Form):
    """Whom to invite, to which role, where, and in which language to write to them."""

    email = forms.EmailField(label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "off"}))
    name = forms.CharField(
        label=_("Name"), max_length=150, required=False, help_text=_("They can correct it when they accept.")
    )
    role = forms.ChoiceField(label=_("Role"))
    territory = forms.CharField(
        label=_("Territory"),
        required=False,
        max_length=200,
        help_text=_("Its name or its INSEE or SIREN number. Leave empty for a national role."),
    )
    language = forms.ChoiceField(label=_("Language of the message"), choices=settings.LANGUAGES)

    def __init__(self, *args: Any, person: User, territory: Territory | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._person, self._territory = person, territory
        if territory is not None:
            del self.fields["territory"]
        self.role_choices = [(role.value, role.label) for role in Role if self._may_give(role)]
        self.fields["role"] = forms.ChoiceField(label=_("Role"), choices=self.role_choices)

    def _may_give(self, role: Role) -> bool:
        if self._territory is not None:
            return can_give_role(self._person, role, self._territory)
        return True

    def clean_territory(self) -> Territory | None:
        words = self.cleaned_data["territory"].strip()
        if not words:
            return None
        found = territories_called(words)
        if not found:
            raise forms.ValidationError(gettext("No territory has this name or this number."))
        if len(found) > 1:
            sentence = gettext("Several territories are called so: type the number of yours. %(list)s")
            names = ", ".join(f"{label_of(one)}: {one.identifier}" for one in found)
            raise forms.ValidationError(sentence % {"list": names})
        return found[0]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        given["territory"] = self._territory or given.get("territory")
        if self.errors:
            return given
        role, territory = Role(given["role"]), given["territory"]
        if role in OF_A_TERRITORY and territory is None:
            self.add_error("territory", gettext("This role is held in a territory: say which one."))
        elif role == Role.COORDINATOR and territory is not None:
            self.add_error("territory", gettext("A coordinator is national: leave the territory empty."))
        elif not can_give_role(self._person, role, territory):
            self.add_error("role", gettext("You cannot give this role there."))
        elif Membership.objects.held_by(given["email"]).filter(role=role, territory=territory).exists():
            self.add_error("email", gettext("This person already holds this role there."))
        return given


class TakeRoleBackForm(forms.Form):
    """Whoever takes back the role of the last lead says that they know."""

    knowing_it_is_the_last = forms.BooleanField(
        label=_("I know that this territory will have no lead any more."), required=True
    )

    def __init__(self, *args: Any, is_last: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_last:
            del self.fields["knowing_it_is_the_last"]

"""The form by which a chair signs minutes: the version that was read, and a key so that it is done once."""

from uuid import uuid4

from django import forms


class SignForm(forms.Form):
    """Nothing to fill in: what is signed is what was read."""

    key = forms.UUIDField(widget=forms.HiddenInput, initial=uuid4)
    seen_version = forms.IntegerField(widget=forms.HiddenInput)

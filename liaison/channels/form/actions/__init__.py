"""Making forms, and taking in what people hand in."""

from liaison.channels.form.actions.agreeing import note_consents
from liaison.channels.form.actions.making import change_form, close_form, open_form, standard_fields
from liaison.channels.form.actions.submitting import submit

__all__ = ["change_form", "close_form", "note_consents", "open_form", "standard_fields", "submit"]

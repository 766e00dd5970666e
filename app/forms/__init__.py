from app.forms.changes import Change
from app.forms.errors import FieldError, FormInvalid, FormUnusable, SubmissionTooLarge
from app.forms.form import Form, Loaded, compile_form, problems
from app.forms.problems import Problem
from app.forms.view import Outcome, labels, outcomes, prefill, view

__all__ = [
    "Change",
    "FieldError",
    "Form",
    "FormInvalid",
    "FormUnusable",
    "Loaded",
    "Outcome",
    "Problem",
    "SubmissionTooLarge",
    "compile_form",
    "labels",
    "outcomes",
    "prefill",
    "problems",
    "view",
]

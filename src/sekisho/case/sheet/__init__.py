"""事案票: what only persons know of an incident, in one YAML file that they keep while it lasts.

``load(path)`` gives a ``Sheet`` or raises ``SheetError`` with every mistake and its place;
``template()`` gives a file to start from. The form is ``schema.json``.
"""

from sekisho.case.sheet.entries import Answer, Information, Sheet
from sekisho.case.sheet.loading import SheetError, form, load, template

__all__ = ["Answer", "Information", "Sheet", "SheetError", "form", "load", "template"]

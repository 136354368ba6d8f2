"""PDF files without what acts: scripts, actions on opening and closing, programs, sent forms, files
and films inside, XFA, ways into other files.

pypdf writes the new file; another reader (pdfminer) looks at each of its objects, and a third
(PDFium) at the text of each page, which must be what it was. All of it runs in a process beside
this one, with bounds of time and memory. Nothing of a PDF is parsed here.

Reference: ISO 32000-2 12.6 (actions), 12.5.6 (annotations), 7.11.4 (embedded files), 12.7 (forms).
Links to the web stay: they act only when a person asks for them.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from sekisho.engine.aside import aside
from sekisho.engine.worker import AWAITED, Limits, Lost

LIMITS = Limits(60.0, 1536 * 1024**2, AWAITED)
MOST = 2_000_000
"""Objects of a file that are looked at."""
PAGES = 2_000
_ACTIONS = frozenset(("/GoTo", "/Named", "/Thread", "/URI"))
"""Actions that only move inside the file or, asked for, to the web."""
_SCHEMES = ("http:", "https:", "mailto:", "tel:", "#")
_LEAD = ("/A", "/PA", "/OpenAction", "/Next")
_GONE = (
    "/AA", "/JS", "/JavaScript", "/EmbeddedFiles", "/AF", "/EF", "/XFA", "/Collection",
    "/Renditions", "/AlternatePresentations", "/NeedsRendering", "/Requirements", "/RichMedia",
    "/RichMediaContent", "/RichMediaSettings", "/OPI", "/Ref", "/URLS", "/IDS",
)  # fmt: skip
"""Keys of any dictionary that are taken out (``/IDS`` and ``/URLS`` belong to Web Capture)."""
_ANNOTATIONS = frozenset(("/FileAttachment", "/RichMedia", "/Screen", "/Movie", "/Sound", "/3D"))
SUSPECT = frozenset((
    "AA", "JS", "JavaScript", "Launch", "EmbeddedFile", "EmbeddedFiles", "EF", "XFA", "RichMedia",
    "SubmitForm", "ImportData", "GoToR", "GoToE", "Rendition", "Movie", "Sound", "FileAttachment",
    "RichMediaExecute", "GoTo3DView", "Hide", "ResetForm", "SetOCGState",
))  # fmt: skip
"""Names that may stand in no dictionary that comes out, as key or as what ``S`` or ``Subtype``
is."""


def disarmed(data: bytes) -> bytes | None:
    """The PDF without what acts and with the same text, None where that cannot be vouched for (it
    is encrypted, broken, too large, or the readers do not agree)."""
    result = aside(_vouched, data, LIMITS)
    return None if isinstance(result, Lost) else result


def signed(data: bytes) -> bool:
    """Whether somebody signed it (ISO 32000-2 12.8.1): then the signature does not hold any more
    for what comes out."""
    return b"/ByteRange" in data


def _vouched(data: bytes) -> bytes | None:
    """Runs beside."""
    try:
        made = _written(data)
        if made is None or any(suspects(made)):
            return None
        return made if _pages(data) == _pages(made) else None
    except Exception:  # noqa: BLE001  (three readers of hostile files: the file is left out, named)
        return None


def _written(data: bytes) -> bytes | None:
    import pypdf  # noqa: PLC0415  (only beside)

    reader = pypdf.PdfReader(io.BytesIO(data), strict=False)
    if reader.is_encrypted:
        return None
    root = reader.trailer["/Root"].get_object()
    if not _cleaned(root):
        return None
    writer = pypdf.PdfWriter()
    # only what the root leads to is taken along
    writer.clone_reader_document_root(reader)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _cleaned(root: Any) -> bool:
    """Takes out of every object what acts; False where there is no end of objects. What is taken
    out is emptied as well, for something else may lead to it."""
    seen: set[Any] = set()
    waiting: list[Any] = [root]
    while waiting:
        one = waiting.pop()
        reference = getattr(one, "idnum", None)
        if reference is not None:
            if (reference, one.generation) in seen:
                continue
            seen.add((reference, one.generation))
            one = one.get_object()
        if len(seen) > MOST:
            return False
        if isinstance(one, dict):
            _dictionary(one)
            waiting += one.values()
        elif isinstance(one, list):
            _without_annotations(one)
            waiting += one
    return True


def _dictionary(one: dict[Any, Any]) -> None:
    for key in _GONE:
        if key in one:
            _emptied(one, key)
    for key in _LEAD:
        found = _object(one.get(key)) if key in one else None
        acts = isinstance(found, dict) and "/S" in found and not _may_stay(found)
        if acts or (key == "/Next" and isinstance(found, list)):
            _emptied(one, key)
    # a stream whose bytes lie in another file (ISO 32000-2 7.3.8.2)
    if "/F" in one and "/Length" in one:
        _emptied(one, "/F")
    # the base of links, and actions under their names
    if isinstance(_object(one.get("/URI")), dict):
        _emptied(one, "/URI")


def _may_stay(action: dict[Any, Any]) -> bool:
    kind = str(_object(action.get("/S")))
    if kind == "/URI":
        target = _object(action.get("/URI"))
        text = target.decode("latin-1") if isinstance(target, bytes) else str(target)
        bare = text.strip().lower()
        return bare.startswith(_SCHEMES) or ":" not in bare.partition("/")[0]
    return kind in _ACTIONS


def _without_annotations(found: list[Any]) -> None:
    for index in reversed(range(len(found))):
        one = _object(found[index])
        if not isinstance(one, dict):
            continue
        subtype = str(_object(one.get("/Subtype")))
        if subtype in _ANNOTATIONS and "/Rect" in one:
            one.clear()
            del found[index]


def _emptied(holder: dict[Any, Any], key: str) -> None:
    one = _object(holder.get(key))
    # deleting through the dictionary's own means keeps pypdf's books
    del holder[key]
    if isinstance(one, dict | list):
        one.clear()


def _object(one: Any) -> Any:
    return one.get_object() if hasattr(one, "get_object") else one


def suspects(data: bytes) -> Iterator[str]:
    """Names of what acts in any object of a PDF, by pdfminer."""
    from pdfminer.pdfdocument import PDFDocument  # noqa: PLC0415
    from pdfminer.pdfparser import PDFParser  # noqa: PLC0415

    document = PDFDocument(PDFParser(io.BytesIO(data)))
    numbers = {number for xref in document.xrefs for number in xref.get_objids()}
    waiting: list[Any] = [document.getobj(number) for number in sorted(numbers) if number]
    while waiting:
        one = waiting.pop()
        one = getattr(one, "attrs", one)
        if isinstance(one, dict):
            yield from SUSPECT & {str(key) for key in one}
            for key in ("S", "Subtype", "Type"):
                name = str(getattr(one.get(key), "name", ""))
                if name in SUSPECT:
                    yield name
            waiting += one.values()
        elif isinstance(one, list):
            waiting += one


def _pages(data: bytes) -> list[str]:
    """The text of each page by PDFium, blanks aside."""
    import pypdfium2  # noqa: PLC0415

    with pypdfium2.PdfDocument(data) as document:
        if len(document) > PAGES:
            raise ValueError(len(document))
        texts = []
        for page in document:
            text = page.get_textpage()
            texts.append("".join(text.get_text_range().split()))
            text.close()
            page.close()
        return texts

"""The approved answers: what the home may say about care, and who stands for it.

A clinician writes several ways of asking, the answer and its source; name and day of the
review are kept with them. What the home would never say, or could not tell apart, is
objected to before it is kept. The station sees a kept answer at the next question.
"""

import hashlib
from collections.abc import Mapping
from datetime import date

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from care.approved.entry import Entry
from care.approved.library import REVIEW_LASTS, Library, Objection
from care.approved.shelf import read_library, write
from care.people import Language
from care.plain import words
from console.visit import MAY_PLAN, Visit, enter, go, text
from records.unit import Unit

NOTES = frozenset({"kept", "retired", "not_found", "changed"})
SOON = REVIEW_LASTS / 8
"""A review that runs out within three months is named."""
LONGEST_FIELD = 2000
LONGEST_ID = 40
BASE = "base"
"""Field with the mark of the answer that a form was made for."""


def _language(given: str) -> Language:
    return Language(given) if given in set(Language) else Language.ENGLISH


async def _library(visit: Visit, language: Language) -> Library:
    return await run_in_threadpool(read_library, visit.office.home, language)


def _today(visit: Visit) -> date:
    return visit.office.real.now().astimezone(visit.reader.zone).date()


async def show(request: Request) -> Response:
    """All answers of one language; everybody who is signed in may read them."""
    visit = await enter(request)
    language = _language(request.query_params.get("in", visit.reader.language.value))
    library = await _library(visit, language)
    note = request.query_params.get("note", "")
    return visit.page(
        "answers.html",
        entries=sorted(library.entries, key=lambda one: (one.reviewed, one.id)),
        spoken=language,
        languages=tuple(Language),
        mark=_mark,
        ends=lambda one: one.reviewed + REVIEW_LASTS,
        today=_today(visit),
        soon=SOON,
        note=note if note in NOTES else "",
    )


def _mark(entry: Entry) -> str:
    """Tells one wording of an answer from another."""
    return hashlib.sha256(entry.model_dump_json().encode()).hexdigest()[:16]


def _form(
    visit: Visit,
    language: Language,
    fields: Mapping[str, str],
    wrong: tuple[Objection, ...] = (),
    *,
    theirs: Entry | None = None,
    gone: bool = False,
) -> Response:
    """The form; beside what was typed stands what somebody else has kept meanwhile.

    `gone`: somebody has stopped the answer; what was typed may become a new one.
    """
    return visit.page(
        "answer_form.html",
        status=409 if theirs or gone else 200,
        theirs=theirs,
        gone=gone,
        spoken=language,
        fields=fields,
        wrong=wrong,
    )


async def edit(request: Request) -> Response:
    """An empty form, or one filled with the answer of `id`."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    language = _language(request.query_params.get("in", ""))
    asked = request.query_params.get("id", "")
    library = await _library(visit, language)
    found = _held(library, asked)
    if asked and found is None:
        return go(f"/answers?in={language.value}&note=not_found")
    blank = {"id": "", "questions": "", "answer": "", "source": "", BASE: ""}
    return _form(visit, language, _fields(found) if found else blank)


def _fields(entry: Entry) -> dict[str, str]:
    return {
        "id": entry.id,
        "questions": "\n".join(entry.questions),
        "answer": entry.answer,
        "source": entry.source,
        BASE: _mark(entry),
    }


def _fresh_id(question: str, library: Library) -> str:
    """A name for the file, from the first question."""
    stem = "_".join(words(question).split())[:LONGEST_ID] or "answer"
    taken = {one.id for one in library.entries}
    numbered = (f"{stem}_{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(n for n in numbered if n not in taken)


def _read(form: FormData, library: Library, visit: Visit) -> tuple[Entry, dict[str, str]]:
    """The entry that the form means, and the form as typed."""
    typed = {
        name: text(form, name, LONGEST_FIELD).replace("\r\n", "\n").strip()
        for name in ("id", "questions", "answer", "source", BASE)
    }
    lines = (" ".join(line.split()) for line in typed["questions"].split("\n"))
    questions = tuple(dict.fromkeys(line for line in lines if line))
    known = {one.id for one in library.entries}
    first = questions[0] if questions else ""
    entry = Entry(
        id=typed["id"] if typed["id"] in known else _fresh_id(first, library),
        questions=questions,
        answer=" ".join(typed["answer"].split()),
        source=" ".join(typed["source"].split()),
        reviewed=_today(visit),
        reviewer=visit.name,
    )
    return entry, typed


def _spoken(entry: Entry) -> tuple[Objection, ...]:
    fields = {
        "questions": " ".join(entry.questions),
        "answer": entry.answer,
        "source": entry.source,
    }
    return tuple(
        Objection(field=name, code="text")
        for name, content in fields.items()
        if not content.isprintable() or len(content) >= LONGEST_FIELD
    )


async def keep(request: Request) -> Response:
    """Keep a new or changed answer, or say beside the field why not."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    form = await visit.form()
    language = _language(text(form, "in"))
    library = await _library(visit, language)
    entry, typed = _read(form, library, visit)
    held = _held(library, typed["id"])
    if typed["id"] and held is None:
        return _form(visit, language, typed | {"id": ""}, gone=True)
    if held is not None and held != entry and typed[BASE] != _mark(held):
        return _form(visit, language, typed | {BASE: _mark(held)}, theirs=held)
    wrong = _spoken(entry) or library.objections(entry)
    if wrong:
        return _form(visit, language, typed, wrong)
    return await _kept(visit, language, entry, "answer_approved", "kept")


def _held(library: Library, key: str) -> Entry | None:
    return next((one for one in library.entries if one.id == key), None)


async def _chosen(visit: Visit) -> tuple[Language, Entry | None, str]:
    """The answer, and the note to show where there is nothing to be done with it.

    Nobody puts a name to words that somebody else has changed since they were read.
    """
    form = await visit.form()
    language = _language(text(form, "in"))
    found = _held(await _library(visit, language), text(form, "id"))
    if found is None:
        return language, None, "not_found"
    same_words = text(form, BASE) == _mark(found)
    return language, found if same_words else None, "" if same_words else "changed"


async def renew(request: Request) -> Response:
    """Read again and found right: today's date, the reader's name."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    language, found, note = await _chosen(visit)
    if found is None:
        return go(f"/answers?in={language.value}&note={note}")
    read = {"reviewed": _today(visit), "reviewer": visit.name}
    return await _kept(
        visit, language, found.model_copy(update=read), "answer_reviewed", "kept"
    )


async def retire(request: Request) -> Response:
    """The home stops giving an answer; it stays in the file, marked."""
    visit = await enter(request)
    visit.need(MAY_PLAN)
    language, found, note = await _chosen(visit)
    if found is None:
        return go(f"/answers?in={language.value}&note={note}")
    ended = {"retired": True, "reviewed": _today(visit), "reviewer": visit.name}
    return await _kept(
        visit, language, found.model_copy(update=ended), "answer_retired", "retired"
    )


async def _kept(
    visit: Visit, language: Language, entry: Entry, what: str, note: str
) -> Response:
    """First into the journal, then into the file: no answer without a name to it."""

    def journal(unit: Unit) -> None:
        visit.note(unit, what, language=language.value, answer=entry.id)

    await visit.office.write(journal)
    await run_in_threadpool(write, visit.office.home, language, entry)
    return go(f"/answers?in={language.value}&note={note}")

"""Captions, their credits, and whether an article is a photo with its text."""

from __future__ import annotations

from clippings.describe.fields import Fields, glue
from clippings.models import Block, Person
from clippings.people import parse_people
from clippings.tables import Forms, Tables
from clippings.text import ends_sentence

_LONG = 300  # characters; no caption is longer


def read_caption(f: Fields, text: str, number: int, tables: Tables) -> Block:
    """A caption as a block, its credit taken off. In a narrow column it goes on in the line below: what is cut off there is joined."""
    lines: tuple[int, ...] = (number,)
    if f.body and _goes_on(f.body[-1], text, number, tables.forms):
        before = f.body.pop()
        text, lines = glue(before.text, text), (*before.lines, number)
    forms = tables.forms
    found = (
        forms.credit_behind_caption.match(text) or forms.credit_set_apart.match(text) or forms.credit_called.match(text)
    )
    if not found:
        return Block("caption", text, lines)
    _credited(f, found["credit"], tables)
    return Block("caption", found["rest"].strip(), lines, found["credit"].strip())


def _goes_on(before: Block, text: str, number: int, forms: Forms) -> bool:
    """Is a caption's line the rest of the line above it?"""
    if before.kind != "caption" or before.credit or before.lines[-1] != number - 1 or forms.next_caption.match(text):
        return False
    return 0 < len(before.text) < _LONG and not ends_sentence(before.text)


def read_credit(f: Fields, text: str, number: int, tables: Tables) -> None:
    """A credit line goes with the caption beside it; before any caption it waits as one of its own."""
    _credited(f, text, tables)
    for at in range(len(f.body) - 1, max(-1, len(f.body) - 3), -1):
        block = f.body[at]
        if block.kind == "caption" and block.credit is None:
            f.body[at] = Block("caption", block.text, (*block.lines, number), text.strip())
            return
    f.body.append(Block("caption", "", (number,), text.strip()))


def _credited(f: Fields, text: str, tables: Tables) -> None:
    """Whoever a credit names took the picture, whatever else they are."""
    f.credited.extend(Person(p.name, "摄影") for p in parse_people(text, tables.names, "摄影"))


def settle_captions(f: Fields) -> None:
    """A credit that stood before its caption joins it; one without any is kept as a caption of its own."""
    texts = [b for b in f.body if b.kind != "caption"]
    if (
        len(texts) == 1
        and texts[0].kind == "paragraph"
        and len(f.body) == 2
        and not f.people
        and not f.lead
        and not f.dateline
    ):
        credit = next(b for b in f.body if b.kind == "caption")
        if not credit.text and len(texts[0].text) <= 200:  # a photo whose only text is its caption
            f.body[:] = [
                Block("caption", texts[0].text, tuple(sorted((*texts[0].lines, *credit.lines))), credit.credit)
            ]
            return
    bare = [b for b in f.body if b.kind == "caption" and not b.text]
    for block in bare:
        at = f.body.index(block)
        near = next(
            (
                i
                for i in range(at + 1, len(f.body))
                if f.body[i].kind == "caption" and f.body[i].text and not f.body[i].credit
            ),
            None,
        )
        if near is not None:
            other = f.body[near]
            f.body[near] = Block("caption", other.text, (*block.lines, *other.lines), block.credit)
            f.body.remove(block)
        elif not f.people and f.title:
            f.body.remove(block)
            f.people.extend(p for p in f.credited if p not in f.people)
            f.labels.append(block.credit or "")
        else:
            f.body[at] = Block("caption", block.credit or "", block.lines, None)


def is_photo(f: Fields) -> bool:
    """Is the article a picture with at most a headline and a few words?"""
    captions = [b for b in f.body if b.kind == "caption"]
    texts = [b for b in f.body if b.kind != "caption"]
    return bool(captions) and not f.dateline and not f.lead and len(texts) <= 2 and sum(len(b.text) for b in texts) <= 300 and not any(
        p.role != "摄影" for p in f.people
    )  # fmt: skip

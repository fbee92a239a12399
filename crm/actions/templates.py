"""Templates: write, copy, rename and remove them; every text they had stays on record."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from crm.actions.shipped_parts import add_version, shipped_body
from crm.data.queries.templates import (
    TemplateFacts,
    names_in_use,
    template_facts,
    template_versions,
)
from crm.data.records.letters import Template, TemplateVersion
from crm.data.work import Work
from crm.documents.foreign_pdf import read_pdf
from crm.documents.inserted import Placement
from crm.documents.merge_fields import GROUPS, MERGE_FIELDS, MergeField
from crm.documents.template import check_template
from crm.domain.errors import Refusal
from crm.domain.text_safety import NAME_LENGTH, TEMPLATE_LENGTH, clean_line, clean_text

KINDS: Final[Mapping[str, str]] = MappingProxyType({"letter": "Letter", "leaflet": "Leaflet"})
"""The kinds of templates that can be written anew, with their names."""

MAY_BE_EMPTY: Final = frozenset({"fees", "form", "mandate", "programme", "glance", "inserted"})
"""Kinds of parts that are drawn from facts; a text only adds to them."""


@dataclass(frozen=True, slots=True)
class FieldGroup:
    """One submenu of merge fields, in plain words."""

    name: str
    fields: tuple[MergeField, ...]


def template_fields() -> tuple[FieldGroup, ...]:
    """List the merge fields by group, in the order of the menu."""
    groups: dict[str, list[MergeField]] = {}
    for field in MERGE_FIELDS.values():
        groups.setdefault(GROUPS[field.name.partition(".")[0]], []).append(field)
    return tuple(FieldGroup(name, tuple(fields)) for name, fields in groups.items())


def save_template(work: Work, template_id: int, body: str) -> int:
    """Let a template say something new and give the number of that version.

    The same text again makes no version. Refusal (field `template`) with line and column for an
    unknown field and for what cannot be read, and for a letter that says nothing.
    """
    template, facts = _open(work, template_id)
    text = _checked(facts.part, body)
    work.label(f"Change {template.name}")
    if text == facts.body.strip("\n"):
        return facts.version
    number = work.ask(template_versions, template_id)[0].number + 1
    add_version(work, template, number, text)
    return number


def take_version(work: Work, version_id: int) -> int:
    """Let a template say again what it said in an earlier version, as a new one."""
    version = work.get(TemplateVersion, version_id)
    number = save_template(work, version.template_id, version.body)
    template = work.get(Template, version.template_id)
    work.label(f"Take version {version.number} of {template.name}")
    return number


def new_template(work: Work, name: str, part: str, body: str) -> int:
    """Write a letter or a leaflet anew and give its key. Refusal names `name`, `part`, `template`.

    `part` is one of `KINDS`.
    """
    if part not in KINDS:
        raise Refusal("A new template is a letter or a leaflet.", field="part")
    return _add(work, _free_name(work, name), part, _checked(part, body))


def copy_template(work: Work, template_id: int, name: str = "") -> int:
    """Copy a template under another name and give the key of the copy."""
    original, facts = _open(work, template_id)
    wanted = _free_name(work, name) if name.strip() else _next_name(work, original.name)
    key = _add(work, wanted, facts.part, facts.body)
    copied = work.get(Template, key)
    copied.file_sha256, copied.placing = facts.file_sha256, facts.placing
    work.label(f"Copy {original.name}")
    return key


def rename_template(work: Work, template_id: int, name: str) -> None:
    """Give a template another name. Refusal (field `name`) for an empty or a taken one."""
    template, _ = _open(work, template_id)
    before = template.name
    template.name = _free_name(work, name, but=template_id)
    work.label(f"Rename {before} to {template.name}")


def remove_template(work: Work, template_id: int) -> None:
    """Take a template out of the list; what was made of it keeps its versions.

    Refusal (field `template`) naming the packs that use it.
    """
    template, facts = _open(work, template_id)
    if facts.part == "written":
        raise Refusal("Written letters need this template: change its text.", field="template")
    if facts.packs:
        named = " and ".join(", ".join(facts.packs).rsplit(", ", 1))
        raise Refusal(f"{template.name} is part of {named}: take it out first.", field="template")
    template.current_version_id = None
    work.label(f"Remove {template.name}")


def restore_shipped(work: Work, template_id: int) -> int:
    """Let a template say what it said when it was shipped; gives the number of that version."""
    template, facts = _open(work, template_id)
    body = shipped_body(facts.shipped, facts.part)
    if body is None or (not facts.shipped and facts.part not in MAY_BE_EMPTY):
        raise Refusal(f"{template.name} is your own: it was never shipped.", field="template")
    number = save_template(work, template_id, body)
    work.label(f"Restore the shipped text of {template.name}")
    return number


def insert_pdf(work: Work, name: str, pdf: bytes, placing: str = Placement.WHOLE) -> int:
    """Take a PDF in as a part that packs can have, and give its template's key.

    `placing` is `whole`, each page as it is, or `letterhead`, within the margins of our paper.
    Refusal names `pdf` for what cannot be printed, `placing` or `name`.
    """
    if placing not in set(Placement):
        raise Refusal("A PDF is inserted as it is or on the letterhead.", field="placing")
    read = read_pdf(pdf)
    wanted = _free_name(work, name)
    key = _add(work, wanted, "inserted", "")
    template = work.get(Template, key)
    template.file_sha256 = work.file_in(pdf, f"{wanted}.pdf", "application/pdf")
    template.placing = str(placing)
    if read.loose_fonts:
        work.say(f"{wanted} does not hold all its fonts: look at its pages before you send it.")
    work.label(f"Insert {wanted}")
    return key


def change_inserted(
    work: Work, template_id: int, *, pdf: bytes | None = None, placing: str | None = None
) -> None:
    """Put another PDF in the place of an inserted one, or place it otherwise."""
    template, facts = _open(work, template_id)
    if facts.part != "inserted":
        raise Refusal(f"{template.name} is no inserted PDF.", field="template")
    if placing is not None:
        if placing not in set(Placement):
            raise Refusal("A PDF is inserted as it is or on the letterhead.", field="placing")
        template.placing = str(placing)
    if pdf is not None:
        read_pdf(pdf)
        template.file_sha256 = work.file_in(pdf, f"{template.name}.pdf", "application/pdf")
    work.label(f"Change {template.name}")


def _open(work: Work, template_id: int) -> tuple[Template, TemplateFacts]:
    facts = work.ask(template_facts, template_id)
    return work.get(Template, template_id), facts


def _checked(part: str, body: str) -> str:
    text = clean_text(body, "template", TEMPLATE_LENGTH)
    if not text.strip() and part not in MAY_BE_EMPTY:
        raise Refusal("The template says nothing yet.", field="template")
    check_template(text)
    return text


def _add(work: Work, name: str, part: str, body: str) -> int:
    template = work.add(Template(name=name, part=part))
    add_version(work, template, 1, body)
    work.label(f"Add {name}")
    return template.id


def _free_name(work: Work, name: str, but: int = 0) -> str:
    wanted = clean_line(name, "name")
    if not wanted:
        raise Refusal("A template needs a name.", field="name")
    if wanted.casefold() in work.ask(names_in_use, but):
        raise Refusal(f"There is a template called {wanted} already.", field="name")
    return wanted


def _next_name(work: Work, name: str) -> str:
    taken = work.ask(names_in_use)
    number = 2
    while (wanted := f"{name[: NAME_LENGTH - 8]} ({number})").casefold() in taken:
        number += 1
    return wanted

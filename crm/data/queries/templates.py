"""Templates and what they said: the list, one with its text, and its versions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

from crm.data.connection import Reading
from crm.data.queries.letters import PackPartFacts
from crm.data.records.letters import Pack, PackPart, Template, TemplateVersion
from crm.domain.errors import Refusal


@dataclass(frozen=True, slots=True)
class TemplateFacts:
    """A template as it stands; `shipped` names the text it came from, empty for one's own.

    `packs` are the names of the packs that use it; `placing` and `file_sha256` belong to an
    inserted PDF. `versions` counts how often it was saved.
    """

    id: int
    name: str
    part: str
    shipped: str
    version_id: int
    version: int
    body: str
    changed_at: datetime
    changed_by: str
    file_sha256: str | None
    placing: str
    versions: int
    packs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What a template said from one moment on."""

    id: int
    template_id: int
    number: int
    body: str
    made_at: datetime
    who: str
    current: bool


def templates(reading: Reading) -> tuple[TemplateFacts, ...]:
    """List the templates by name; removed ones are not among them."""
    rows = reading.sql.execute(_templates().order_by(func.lower(Template.name), Template.id)).all()
    return _facts(reading, rows)


def template_facts(reading: Reading, template_id: int) -> TemplateFacts:
    """Read one template. Refusal where it is gone."""
    rows = reading.sql.execute(_templates().where(Template.id == template_id)).all()
    if not rows:
        raise Refusal("This template is no longer in the book.", field="template")
    return _facts(reading, rows)[0]


def template_part(reading: Reading, template_id: int) -> PackPartFacts:
    """Give a template as the only part of a pack, to be looked at by itself."""
    one = template_facts(reading, template_id)
    return PackPartFacts(
        0, one.part, one.name, "", one.id, one.version_id, one.body, one.file_sha256, one.placing
    )


def template_versions(reading: Reading, template_id: int) -> tuple[VersionFacts, ...]:
    """List what a template said, newest first."""
    current = Template.current_version_id == TemplateVersion.id
    query = (
        select(
            TemplateVersion.id,
            TemplateVersion.template_id,
            TemplateVersion.number,
            TemplateVersion.body,
            TemplateVersion.made_at,
            TemplateVersion.who,
            func.coalesce(current, False).label("current"),
        )
        .join(Template, Template.id == TemplateVersion.template_id)
        .where(TemplateVersion.template_id == template_id)
        .order_by(TemplateVersion.number.desc())
    )
    return tuple(_version(row) for row in reading.sql.execute(query))


def versions_named(reading: Reading, version_ids: Sequence[int]) -> tuple[VersionFacts, ...]:
    """Read versions by key, in the order given: what a document was made from."""
    query = (
        select(
            TemplateVersion.id,
            TemplateVersion.template_id,
            TemplateVersion.number,
            TemplateVersion.body,
            TemplateVersion.made_at,
            TemplateVersion.who,
            func.coalesce(Template.current_version_id == TemplateVersion.id, False).label(
                "current"
            ),
        )
        .join(Template, Template.id == TemplateVersion.template_id)
        .where(TemplateVersion.id.in_(version_ids))
    )
    found = {row.id: _version(row) for row in reading.sql.execute(query)}
    return tuple(found[key] for key in version_ids if key in found)


def names_in_use(reading: Reading, but: int = 0) -> frozenset[str]:
    """Give the names of templates in small letters, one left out."""
    query = select(Template.name).where(
        Template.current_version_id.is_not(None), Template.id != but
    )
    return frozenset(name.casefold() for name in reading.sql.execute(query).scalars())


def all_templates(reading: Reading) -> tuple[tuple[int, str, str, str, bool], ...]:
    """List every template as (key, name, part, shipped file, whether it is removed)."""
    query = select(
        Template.id, Template.name, Template.part, Template.shipped, Template.current_version_id
    ).order_by(Template.id)
    return tuple(
        (row.id, row.name, row.part, row.shipped, row.current_version_id is None)
        for row in reading.sql.execute(query)
    )


def _templates() -> Select[*tuple[Any, ...]]:
    counted = (
        select(func.count(TemplateVersion.id))
        .where(TemplateVersion.template_id == Template.id)
        .correlate(Template)
        .scalar_subquery()
    )
    return select(
        Template.id,
        Template.name,
        Template.part,
        Template.shipped,
        TemplateVersion.id.label("version_id"),
        TemplateVersion.number.label("version"),
        TemplateVersion.body,
        TemplateVersion.made_at.label("changed_at"),
        TemplateVersion.who.label("changed_by"),
        Template.file_sha256,
        Template.placing,
        counted.label("versions"),
    ).join(TemplateVersion, TemplateVersion.id == Template.current_version_id)


def _facts(reading: Reading, rows: Sequence[Any]) -> tuple[TemplateFacts, ...]:
    used: dict[int, dict[str, None]] = {}
    query = (
        select(PackPart.template_id, Pack.name)
        .join(Pack, Pack.id == PackPart.pack_id)
        .order_by(Pack.position, Pack.id)
    )
    for template, pack in reading.sql.execute(query):
        used.setdefault(template, {})[pack] = None
    return tuple(TemplateFacts(**row._asdict(), packs=tuple(used.get(row.id, ()))) for row in rows)


def _version(row: Any) -> VersionFacts:
    return VersionFacts(**{**row._asdict(), "current": bool(row.current)})

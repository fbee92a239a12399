"""Saved packs as they are built: their parts in order, with conditions, and where they stand."""

from dataclasses import dataclass

from sqlalchemy import select

from crm.data.connection import Reading
from crm.data.queries.letters import WRITTEN
from crm.data.records.letters import Document, Pack, PackPart, Template
from crm.domain.errors import Refusal
from crm.domain.part_conditions import PartCondition, read_condition, say_condition


@dataclass(frozen=True, slots=True)
class BuiltPart:
    """One part of a pack in its place (from 0); `id` is the part's own key in this pack."""

    id: int
    position: int
    template_id: int
    name: str
    part: str
    condition: PartCondition
    says: str
    """The condition in words: `always`, `only band 1–4`."""


@dataclass(frozen=True, slots=True)
class BuiltPack:
    """A saved pack with its parts; `waiting` counts its documents that are queued."""

    id: int
    name: str
    position: int
    parts: tuple[BuiltPart, ...]
    waiting: int


def built_packs(reading: Reading) -> tuple[BuiltPack, ...]:
    """List the saved packs with their parts; the paper of written letters is none of them."""
    parts: dict[int, list[BuiltPart]] = {}
    query = (
        select(
            PackPart.pack_id,
            PackPart.id,
            PackPart.position,
            PackPart.template_id,
            Template.name,
            Template.part,
            PackPart.condition,
        )
        .join(Template, Template.id == PackPart.template_id)
        .order_by(PackPart.position, PackPart.id)
    )
    for row in reading.sql.execute(query):
        condition = read_condition(row.condition)
        one = BuiltPart(
            row.id,
            row.position,
            row.template_id,
            row.name,
            row.part,
            condition,
            say_condition(condition),
        )
        parts.setdefault(row.pack_id, []).append(one)
    waiting: dict[int, int] = {}
    queued = select(Document.pack_id).where(Document.state == "queued")
    for pack in reading.sql.execute(queued).scalars():
        waiting[pack] = waiting.get(pack, 0) + 1
    return tuple(
        BuiltPack(key, name, position, tuple(parts.get(key, ())), waiting.get(key, 0))
        for key, name, position in all_packs(reading)
        if not any(part.part == WRITTEN for part in parts.get(key, ()))
    )


def built_pack(reading: Reading, pack_id: int) -> BuiltPack:
    """Read one saved pack. Refusal where it is gone."""
    found = next((pack for pack in built_packs(reading) if pack.id == pack_id), None)
    if found is None:
        raise Refusal("This pack is no longer in the book.", field="pack")
    return found


def all_packs(reading: Reading) -> tuple[tuple[int, str, int], ...]:
    """List every pack as (key, name, position), the one of written letters among them.

    A pack that was removed after something was sent with it has a position below 0.
    """
    query = (
        select(Pack.id, Pack.name, Pack.position)
        .where(Pack.position >= 0)
        .order_by(Pack.position, Pack.id)
    )
    return tuple((row.id, row.name, row.position) for row in reading.sql.execute(query))


def part_ids(reading: Reading, pack_id: int) -> tuple[int, ...]:
    """List the keys of a pack's parts in order."""
    query = (
        select(PackPart.id)
        .where(PackPart.pack_id == pack_id)
        .order_by(PackPart.position, PackPart.id)
    )
    return tuple(reading.sql.execute(query).scalars())


def under_way(reading: Reading, pack_id: int) -> tuple[int, ...]:
    """List the documents of a pack that are queued or made, but not sent yet."""
    query = select(Document.id).where(
        Document.pack_id == pack_id, Document.state.in_(("queued", "produced", "printed"))
    )
    return tuple(reading.sql.execute(query.order_by(Document.id)).scalars())


def has_documents(reading: Reading, pack_id: int) -> bool:
    """Whether any document was ever made with a pack."""
    query = select(Document.id).where(Document.pack_id == pack_id).limit(1)
    return reading.sql.execute(query).scalar() is not None

"""Saved packs: an ordered choice of parts, each with the condition under which it goes out."""

from collections.abc import Sequence

from crm.data.queries.association import branches, plans
from crm.data.queries.packs import (
    all_packs,
    built_pack,
    built_packs,
    has_documents,
    part_ids,
    under_way,
)
from crm.data.queries.templates import template_facts
from crm.data.records.letters import Document, Pack, PackPart
from crm.data.work import Work
from crm.domain.errors import Refusal
from crm.domain.part_conditions import (
    PartCondition,
    check_condition,
    say_condition,
    write_condition,
)
from crm.domain.text_safety import clean_line

_REMOVED = -1
"""The position of a pack that was removed after something was sent with it."""


def new_pack(work: Work, name: str, template_ids: Sequence[int] = ()) -> int:
    """Save a new pack of some templates in order, behind the others, and give its key."""
    wanted = _free_name(work, name)
    place = max((position for *_, position in work.ask(all_packs)), default=-1) + 1
    pack = work.add(Pack(name=wanted, position=place))
    for template in template_ids:
        add_part(work, pack.id, template)
    work.label(f"Add pack {wanted}")
    return pack.id


def rename_pack(work: Work, pack_id: int, name: str) -> None:
    """Give a pack another name. Refusal (field `name`) for an empty or a taken one."""
    before = work.ask(built_pack, pack_id).name
    pack = work.get(Pack, pack_id)
    pack.name = _free_name(work, name, but=pack_id)
    work.label(f"Rename {before} to {pack.name}")


def remove_pack(work: Work, pack_id: int) -> None:
    """Take a pack out of the list. Refusal (field `pack`) while packs of it wait to be sent."""
    found = work.ask(built_pack, pack_id)
    waiting = len(work.ask(under_way, pack_id))
    if waiting:
        still = "1 of them is" if waiting == 1 else f"{waiting} of them are"
        raise Refusal(f"{found.name}: {still} not sent yet.", field="pack")
    for part in found.parts:
        work.delete(work.get(PackPart, part.id))
    pack = work.get(Pack, pack_id)
    if work.ask(has_documents, pack_id):
        pack.position = _REMOVED
    else:
        work.delete(pack)
    work.label(f"Remove pack {found.name}")


def move_pack(work: Work, pack_id: int, to: int) -> None:
    """Put a pack at a place (from 0) among the saved ones; the first is sent unless told."""
    order = [pack.id for pack in work.ask(built_packs)]
    if pack_id not in order:
        work.ask(built_pack, pack_id)
    order.remove(pack_id)
    order.insert(max(0, min(to, len(order))), pack_id)
    others = [key for key, *_ in work.ask(all_packs) if key not in order]
    for place, key in enumerate([*order, *others]):
        work.get(Pack, key).position = place
    work.label(f"Move pack {work.get(Pack, pack_id).name}")


def add_part(work: Work, pack_id: int, template_id: int, at: int | None = None) -> int:
    """Put a template into a pack, last or at a place (from 0); gives the key of the part.

    Refusal (field `template`) for one that is in it already, and for the paper of written
    letters.
    """
    found = work.ask(built_pack, pack_id)
    template = work.ask(template_facts, template_id)
    if template.part == "written":
        raise Refusal("A written letter goes out by itself, in no pack.", field="template")
    if any(part.template_id == template_id for part in found.parts):
        raise Refusal(f"{template.name} is in {found.name} already.", field="template")
    part = work.add(PackPart(pack_id=pack_id, position=len(found.parts), template_id=template_id))
    order = [one.id for one in found.parts]
    order.insert(len(order) if at is None else max(0, min(at, len(order))), part.id)
    _arrange(work, pack_id, order)
    work.label(f"Add {template.name} to {found.name}")
    return part.id


def move_part(work: Work, part_id: int, to: int) -> None:
    """Put a part of a pack at another place, from 0."""
    part = work.get(PackPart, part_id)
    found = work.ask(built_pack, part.pack_id)
    order = [one.id for one in found.parts if one.id != part_id]
    order.insert(max(0, min(to, len(order))), part_id)
    _arrange(work, part.pack_id, order)
    work.label(f"Change the order of {found.name}")


def remove_part(work: Work, part_id: int) -> None:
    """Take a part out of a pack. Refusal (field `parts`) for the only one of packs that wait."""
    part = work.get(PackPart, part_id)
    found = work.ask(built_pack, part.pack_id)
    if len(found.parts) == 1 and work.ask(under_way, part.pack_id):
        raise Refusal(f"Packs of {found.name} wait to be sent: they need this part.", field="parts")
    name = next(one.name for one in found.parts if one.id == part_id)
    _arrange(work, part.pack_id, [one.id for one in found.parts if one.id != part_id], part)
    work.label(f"Take {name} out of {found.name}")


def set_condition(work: Work, part_id: int, condition: PartCondition) -> None:
    """Say to whom a part of a pack goes. Refusal names `bands`, `branches` or the staff field."""
    part = work.get(PackPart, part_id)
    found = work.ask(built_pack, part.pack_id)
    check_condition(condition)
    _known(condition.bands, {plan.label for plan in work.ask(plans)}, "fee band", "bands")
    _known(condition.branches, {one.name for one in work.ask(branches)}, "branch", "branches")
    part.condition = write_condition(condition)
    name = next(one.name for one in found.parts if one.id == part_id)
    work.label(f"{name} in {found.name}: {say_condition(condition)}")


def _arrange(work: Work, pack_id: int, order: Sequence[int], gone: PackPart | None = None) -> None:
    """Give parts their places; what somebody left out of a waiting pack stays left out."""
    before = {key: work.get(PackPart, key).position for key in work.ask(part_ids, pack_id)}
    places = {key: place for place, key in enumerate(order)}
    moved = {before[key]: place for key, place in places.items()}
    for key in work.ask(under_way, pack_id):
        document = work.get(Document, key)
        left_out = sorted(moved[place] for place in document.left_out if place in moved)
        if left_out != document.left_out:
            document.left_out = left_out
    for key, place in places.items():
        work.get(PackPart, key).position = place
    if gone is not None:
        work.delete(gone)


def _known(names: Sequence[str], known: set[str], thing: str, field: str) -> None:
    for name in names:
        if name not in known:
            raise Refusal(f"There is no {thing} {name[:40]}.", field=field)


def _free_name(work: Work, name: str, but: int = 0) -> str:
    wanted = clean_line(name, "name")
    if not wanted:
        raise Refusal("A pack needs a name.", field="name")
    if wanted.casefold() in {n.casefold() for key, n, _ in work.ask(all_packs) if key != but}:
        raise Refusal(f"There is a pack called {wanted} already.", field="name")
    return wanted

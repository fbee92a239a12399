"""The templates and packs that come with the program: put into a book, brought back to it."""

from crm.actions.shipped import PACKS, TEMPLATES, ShippedTemplate
from crm.data.queries.packs import all_packs
from crm.data.queries.templates import all_templates, template_versions
from crm.data.records.letters import Pack, PackPart, Template, TemplateVersion
from crm.data.work import Work


def add_shipped_parts(work: Work) -> int:
    """Add the shipped templates and packs that the book lacks; gives how many there were.

    A template is known by the file it came from (or by its kind, where it has no text of its
    own) and a pack by its name, so that renamed templates are not added again.
    """
    known = {_key(shipped, part): key for key, _, part, shipped, _ in work.ask(all_templates)}
    removed = {key for key, _, _, _, gone in work.ask(all_templates) if gone}
    added = 0
    by_name: dict[str, int] = {}
    for shipped in TEMPLATES:
        key = known.get(_key(shipped.file, shipped.part))
        if key is None:
            key, added = _add(work, shipped), added + 1
        elif key in removed:
            _bring_back(work, key, shipped)
            added += 1
        by_name[shipped.name] = key
    there = work.ask(all_packs)
    names = {name.casefold() for _, name, _ in there}
    place = max((position for *_, position in there), default=-1)
    for name, parts in PACKS.items():
        if name.casefold() in names:
            continue
        place, added = place + 1, added + 1
        pack = work.add(Pack(name=name, position=place))
        for number, part in enumerate(parts):
            work.add(PackPart(pack_id=pack.id, position=number, template_id=by_name[part]))
    return added


def restore_shipped_parts(work: Work) -> int:
    """Bring back every shipped template and pack that is missing; gives how many there were.

    What is there stays as it is, in its own words.
    """
    added = add_shipped_parts(work)
    work.label("Restore shipped parts")
    if not added:
        work.say("Every part and pack that ships is there already.")
    return added


def shipped_body(shipped: str, part: str) -> str | None:
    """Give the text that a template was shipped with; None where it is nothing that ships."""
    found = next((one for one in TEMPLATES if (one.file, one.part) == (shipped, part)), None)
    return None if found is None else found.body


def _key(shipped: str, part: str) -> tuple[str, str]:
    return (shipped, "") if shipped else ("", part)


def _add(work: Work, shipped: ShippedTemplate) -> int:
    template = work.add(Template(name=shipped.name, part=shipped.part, shipped=shipped.file))
    add_version(work, template, 1, shipped.body)
    return template.id


def _bring_back(work: Work, template_id: int, shipped: ShippedTemplate) -> None:
    template = work.get(Template, template_id)
    last = work.ask(template_versions, template_id)[0]
    add_version(work, template, last.number + 1, shipped.body)


def add_version(work: Work, template: Template, number: int, body: str) -> None:
    """Let a template say something from now on; what it said before stays on record."""
    version = work.add(
        TemplateVersion(
            template_id=template.id, number=number, body=body, made_at=work.now, who=work.who
        )
    )
    template.current_version_id = version.id

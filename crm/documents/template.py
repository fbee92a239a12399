"""Templates: text with merge fields, filled in a sandbox.

A template is data. Liquid runs it with nothing but `if`, `unless`, `case`, `comment` and four
filters: no loops, no variables of its own, no loader, no attributes of Python objects. What an
output statement would print is put aside and a private token stands in its place, so that a
value never meets the Markdown parser (`skeleton.py` puts the values back).
"""

import difflib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, TextIO, cast

from liquid import BoundTemplate, Environment, RenderContext, StrictUndefined
from liquid.builtin.expressions import FilteredExpression, Path
from liquid.builtin.output import Output, OutputNode
from liquid.exceptions import LiquidError
from liquid.output import LimitedStringIO

from crm.documents.blocks import Block
from crm.documents.content import Fields, FieldValue
from crm.documents.merge_fields import MERGE_FIELDS
from crm.documents.skeleton import TOKENS, fill_blocks, parse_skeleton
from crm.domain.errors import Refusal
from crm.domain.text_safety import FREE_TEXT_LENGTH, TEMPLATE_LENGTH, clean_text

FILTERS: Final = frozenset({"default", "upcase", "downcase", "capitalize"})
_TAGS: Final = frozenset({"if", "unless", "case", "comment", "#"})
MOST_FIELDS: Final = 300
"""Each opening bracket makes the sandbox look through all the rest for the closing one."""
_NO_TOKENS: Final = dict.fromkeys(map(ord, TOKENS))
_INNER: Final = ("content", "output", "illegal")


@dataclass(frozen=True, slots=True)
class Filled:
    """A template filled for one letter.

    `empty` are the fields that were printed and had no value; `used` all fields printed.
    """

    blocks: tuple[Block, ...]
    empty: tuple[str, ...]
    used: frozenset[str]


class _Outputs(RenderContext):
    """A render context that keeps what was printed, as (field name, text)."""

    __slots__ = ("printed",)
    printed: list[tuple[str, str]]


class _TokenNode(OutputNode):
    """Prints a private token in place of a value."""

    __slots__ = ()

    def render_to_output(self, context: RenderContext, buffer: TextIO) -> int:
        """Put the value aside and write its token."""
        printed = cast("_Outputs", context).printed
        if len(printed) >= len(TOKENS):
            raise LiquidError("too many merge fields", token=self.token)
        expression = self.expression
        left = expression.left if isinstance(expression, FilteredExpression) else expression
        name = str(left) if isinstance(left, Path) else ""
        printed.append((name, _as_text(expression.evaluate(context))))
        return buffer.write(TOKENS[len(printed) - 1])


class _TokenOutput(Output):
    node_class = _TokenNode


class _Sandbox(Environment):
    output_stream_limit = 4 * TEMPLATE_LENGTH
    loop_iteration_limit = 1
    local_namespace_limit = 10_000
    block_nesting_limit = 12
    context_depth_limit = 12


@cache
def _sandbox() -> _Sandbox:
    sandbox = _Sandbox(undefined=StrictUndefined, strict_filters=True)
    keep = {name: tag for name, tag in sandbox.tags.items() if name in _TAGS or name in _INNER}
    sandbox.tags.clear()
    sandbox.tags.update(keep)
    sandbox.add_tag(_TokenOutput)
    for name in set(sandbox.filters) - FILTERS:
        del sandbox.filters[name]
    return sandbox


def _as_text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value)[:FREE_TEXT_LENGTH] if isinstance(value, (str, int)) else ""


@lru_cache(maxsize=128)
def _parsed(text: str) -> BoundTemplate:
    """Parse a template once. Raises Refusal naming `template`, with line and column."""
    if len(text) > TEMPLATE_LENGTH:
        raise Refusal(
            f"The template is too long: {len(text):,} characters, at most {TEMPLATE_LENGTH:,}.",
            field="template",
        )
    source = _source(text)
    if source.count("{{") + source.count("{%") > MOST_FIELDS:
        raise Refusal(
            f"The template has more than {MOST_FIELDS} merge fields and conditions.",
            field="template",
        )
    try:
        return _sandbox().from_string(source)
    except LiquidError as error:
        raise _refusal(error) from error
    except RecursionError as error:
        raise Refusal("The template is nested too deeply.", field="template") from error


def _source(text: str) -> str:
    """Clean a template line by line, so that places keep their line; take out stray tokens."""
    lines = (clean_text(line, "template", TEMPLATE_LENGTH) for line in text.splitlines())
    return "\n".join(lines).translate(_NO_TOKENS)


def _refusal(error: LiquidError) -> Refusal:
    """Say what the sandbox does not like, with line and column where it knows them."""
    message = str(error.message or "this is not a template").rstrip(".")
    unclosed = re.match(r"expected tag (end\w+), found end", message)
    if unclosed:
        message = f"{{% {unclosed[1]} %}} is missing before the end of the template"
    where = error.context()
    if where is None:
        return Refusal(f"The template cannot be read: {message}.", field="template")
    return Refusal(f"Line {where[0]}, column {where[1] + 1}: {message}.", field="template")


def check_template(text: str, fields: Collection[str] = MERGE_FIELDS.keys()) -> None:
    """Refuse a template that could not be filled, before it is saved.

    Checks every branch, also those that no letter has taken yet. Raises Refusal naming
    `template`, with the line and column of the fault, for an unknown field, filter or tag, for
    what is not Liquid at all, and for more than 20,000 characters.
    """
    template = _parsed(text)
    source = _source(text)
    analysis = template.analyze()
    faults: list[tuple[tuple[int, int], str]] = []
    for places in analysis.variables.values():
        for place in places:
            if str(place) not in fields:
                near = difflib.get_close_matches(str(place), fields, n=1)
                hint = f" Did you mean {near[0]}?" if near else ""
                message = f"there is no merge field {str(place)[:80]}.{hint}"
                faults.append((place.span.line_col(source), message))
    for name, spans in analysis.filters.items():
        if name not in FILTERS:
            known = ", ".join(sorted(FILTERS))
            message = f"there is no filter {name[:80]}; there are {known}."
            faults.append((spans[0].line_col(source), message))
    if faults:
        (line, column), message = min(faults)
        raise Refusal(f"Line {line}, column {column + 1}: {message}", field="template")


def fill(text: str, fields: Fields) -> Filled:
    """Fill a template with the values of one letter.

    A known field without a value counts as empty; raises Refusal naming `template` where the
    template is broken or uses an unknown field. Values are plain text, at most 5,000 characters
    each.
    """
    template = _parsed(text)
    context = _Outputs(template, globals=template.make_globals(_nested(fields)))
    context.printed = []
    buffer = LimitedStringIO(limit=_Sandbox.output_stream_limit)
    try:
        template.render_with_context(context, buffer)
    except LiquidError as error:
        raise _refusal(error) from error
    printed = context.printed
    blocks = fill_blocks(parse_skeleton(buffer.getvalue()), [value for _, value in printed])
    empty = dict.fromkeys(name for name, value in printed if not value.strip())
    return Filled(blocks, tuple(empty), frozenset(name for name, _ in printed))


def _nested(fields: Fields) -> dict[str, Mapping[str, FieldValue]]:
    nested: dict[str, dict[str, FieldValue]] = {}
    for name in (*MERGE_FIELDS, *fields):
        first, _, rest = name.partition(".")
        value = fields.get(name)
        if isinstance(value, str):
            value = clean_text(value, name).strip() or None
        nested.setdefault(first, {})[rest] = value
    return cast("dict[str, Mapping[str, FieldValue]]", nested)

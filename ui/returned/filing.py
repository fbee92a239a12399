"""From what stands on the screen to what is filed."""

from typing import TYPE_CHECKING

from ui.returned.form_pane import FormPane

if TYPE_CHECKING:
    from crm.actions.applications import Received
    from crm.actions.returned_forms import FoundForm
    from ui.returned.reading import ReadFile


def as_received(read: "ReadFile", found: "FoundForm", form: FormPane) -> "Received":
    """Gather a form that is to be filed; Refusal where the day typed is none."""
    from crm.actions.applications import Received  # brings SQLAlchemy, loaded by then

    beside, sent = found.beside, found.sent
    if beside is None:
        raise TypeError("a form without its company cannot be filed")
    return Received(
        company_id=beside.company_id,
        content=read.content,
        file_name=read.name,
        media_type=read.media_type,
        answers=form.answers.answers(),
        taken=form.answers.taken(),
        reference=sent.reference if sent else "",
        document_id=sent.document_id if sent else None,
        addressee_id=beside.held.addressee_id,
        version=beside.version,
        received_on=form.received_on(beside.today),
        received_how=str(form.how.value()),
    )

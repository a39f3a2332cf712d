"""The page of a record as it would be with what is typed and not saved. What makes pages is imported only here."""

from site_builder.desk.editing.content_state import content_after
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.file_changes import FileChange
from site_builder.desk.editor.drafts import Draft, read_draft
from site_builder.desk.editor.opened_record import OpenedRecord
from site_builder.desk.editor.screens import Answered, Asked, Drawn, Moved
from site_builder.desk.editor.workroom import Workroom
from site_builder.desk.forms.form_changes import form_changes
from site_builder.desk.preview.shown_site import BESIDE
from site_builder.site.urls import Urls


def show_drawn(room: Workroom, asked: Asked) -> Answered:
    """Show the page with what is typed; where that makes no page, as it was saved last."""
    opened = OpenedRecord.at(room.content(), asked)
    draft = read_draft(room.desk, opened.source.name)
    content = _draw(room, opened, draft) if draft else None
    return Drawn(content) if content else Moved(f"{opened.page_url}?{BESIDE}")


def _draw(room: Workroom, opened: OpenedRecord, draft: Draft) -> bytes | None:
    from site_builder.site.pages.plan import plan_site
    from site_builder.site.rendering.renderer import render_page
    from site_builder.site.rendering.theme import load_theme

    before = draft.before if draft.before is not None else opened.source.content
    try:
        changed = form_changes(opened.form, opened.with_content(before), before, draft.typed)
    except EditRefused:
        return None
    after = content_after(opened.content, [FileChange.of(opened.source, changed)])
    directory = after.judged.directory
    if directory is None:
        return None
    plan, _ = plan_site(directory, after.records)
    path = Urls(directory.site.root).path(opened.page_url)
    job = next((one for one in plan.pages if one.path == path), None)
    if job is None:
        return None
    artifact, _ = render_page(job, load_theme(room.options.themes_dir, room.options.theme))
    return artifact.content

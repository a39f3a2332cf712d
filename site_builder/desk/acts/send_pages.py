"""Send the site online: build it, ask what a gatekeeper asks, show what would change, and send it when agreed.

Where it goes stands in a file of this machine (`publish/deploying/machine_file.py`).
"""

from dataclasses import replace
from hashlib import sha256
from typing import Protocol

from site_builder.desk.acts.deeds import form_screen, kept, moved_to, new_number, number_in
from site_builder.desk.acts.long_acts import saying_why
from site_builder.desk.acts.outcomes import Errand, NextStep, Outcome, Question, faults_in
from site_builder.desk.acts.premises import Premises
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.editing.file_changes import FileChange, write_changes
from site_builder.desk.editor.screens import Answered, Asked, Fault, Moved, News, Screen
from site_builder.desk.editor.workroom import Workroom
from site_builder.findings.diagnostics import Findings
from site_builder.findings.front_door import MACHINE_FILE
from site_builder.pipeline import BuildOptions, build_site
from site_builder.publish.deploying.deploy import DeployOptions, deploy_site
from site_builder.publish.deploying.deploy_refusals import DeployRefused
from site_builder.publish.deploying.last_sent import Sent, note_sent
from site_builder.publish.deploying.machine_file import (
    MachineSettings,
    format_machine_file,
    machine_file,
    read_machine_file,
)
from site_builder.publish.deploying.published_site import PublicSite
from site_builder.publish.deploying.sending import (
    NOTHING_DEPLOYED,
    look_as_visitor,
    make_claim,
    read_fit_site,
    tell_intent,
    tell_sent,
)
from site_builder.publish.deploying.target_address import is_folder, open_target, require_target
from site_builder.publish.output.output_folder import locate_output

URL = "/edit/send/"
_TITLE = "Send online"
_BACK = NextStep("Back", URL)
_CHANGED = "What would be sent, or what is online, has changed since it was shown. Look at it again."


class Sending(Protocol):
    """A part of sending that takes long."""

    def __call__(self, premises: Premises, machine: MachineSettings, asked: Asked, errand: Errand) -> Outcome:
        """Do it, and return what came of it."""
        ...


def show(room: Workroom, asked: Asked) -> Screen:
    """Ask whether the site is to be made ready, or first where it goes."""
    return _form(room, asked, ())


def _form(
    room: Workroom, asked: Asked, faults: tuple[Fault, ...], *, is_target_asked: bool = False
) -> Screen:
    try:
        machine = read_machine_file(room.options.content_dir)
    except DeployRefused as refused:
        machine, faults = None, (*faults, *faults_in(str(refused)))
    view = {
        "url": URL,
        "machine": machine,
        "file": MACHINE_FILE,
        "target": asked.one("target") or (machine.target if machine else ""),
        "site_url": asked.one("url") or (machine.url or "" if machine else ""),
        "is_folder": machine is not None and is_folder(machine.target),
        "chosen": {
            name: bool(asked.one(name)) for name in ("draft", "forget", "as_published", "adopt", "take_over")
        },
        "number": new_number(),
    }
    return form_screen(
        _TITLE, "send.html" if machine and not is_target_asked else "send_where.html", view, faults
    )


def show_where(room: Workroom, asked: Asked) -> Screen:
    """Ask where this machine sends the site."""
    return _form(room, asked, (), is_target_asked=True)


def set_target(room: Workroom, asked: Asked) -> Answered:
    """Write down where this machine sends the site."""
    file = machine_file(room.options.content_dir)
    url = asked.one("url")
    try:
        require_target(asked.one("target"), room.premises.place(None))
        content = format_machine_file(asked.one("target"), url if url.endswith("/") or not url else f"{url}/")
    except DeployRefused as refused:
        return _form(room, asked, faults_in(str(refused)), is_target_asked=True)
    before = file.read_bytes() if file.is_file() else None
    write_changes([FileChange(file, file.name, before, content)])
    return Moved(URL, News(f"Written: {file.name}"))


def prepare(room: Workroom, asked: Asked) -> Answered:
    """Begin to build and check, and to compare with what is online."""
    return _begin(room, asked, "Making the site ready", _prepare)


def send(room: Workroom, asked: Asked) -> Answered:
    """Begin to send what was shown."""
    return _begin(room, asked, "Sending the site", _send)


def _begin(room: Workroom, asked: Asked, title: str, work: Sending) -> Answered:
    number, premises = number_in(asked), room.premises
    if not room.deeds.is_known(number):
        try:
            machine = read_machine_file(room.options.content_dir)
            if machine is None:
                return _form(room, asked, ())
            carry_out = saying_why(
                lambda errand: work(premises, machine, asked, errand), "Not sent", NOTHING_DEPLOYED, _BACK
            )
            room.deeds.send_on(number, title, carry_out)
        except (DeployRefused, EditRefused) as refused:
            return _form(room, asked, faults_in(str(refused)))
    return moved_to(number)


def _prepare(premises: Premises, machine: MachineSettings, asked: Asked, errand: Errand) -> Outcome:
    options = premises.build_options()
    if not asked.one("as_published") and (unfit := _build(premises, options, asked, errand)):
        return unfit
    errand.begin("Comparing with what is online")
    site = _fit_site(options, machine, asked)
    with open_target(
        machine.target, premises.place(machine.endpoint), forgets=_options(asked).forget
    ) as target:
        lines = tuple(tell_intent(site, target, _options(asked)))
    sent = (*kept(asked.typed), ("agreed", _mark(site, lines)))
    question = Question(f"{URL}now/", "Send this?", "Yes, send it", sent)
    return Outcome("Ready: look first", lines, (_BACK,), question=question)


def _build(premises: Premises, options: BuildOptions, asked: Asked, errand: Errand) -> Outcome | None:
    """Build the site, asking first what is asked of one that goes online; return why it is not fit, if so."""
    if not asked.one("draft"):
        draft = premises.check_strictly(options, errand)
        if draft.site is None or not draft.findings.publishable:
            return _unfit(draft.findings)
    errand.begin("Building")
    built = build_site(replace(options, store_file=locate_output(options.output_dir).store_file), errand)
    return None if built.published else _unfit(built.findings)


def _unfit(findings: Findings) -> Outcome:
    faults = tuple(Fault(one.message, one.hint, str(one.place)) for one in findings.errors)
    return Outcome("Not fit to be put online", (NOTHING_DEPLOYED,), (_BACK,), faults)


def _fit_site(options: BuildOptions, machine: MachineSettings, asked: Asked) -> PublicSite:
    draft = bool(asked.one("draft"))
    return read_fit_site(options.output_dir, options.content_dir, machine.target, allow_draft=draft)


def _send(premises: Premises, machine: MachineSettings, asked: Asked, errand: Errand) -> Outcome:
    output_dir = premises.build_options().output_dir
    site = _fit_site(premises.build_options(), machine, asked)
    options = _options(asked)
    place, now = premises.place(machine.endpoint), premises.this_moment()
    claim = make_claim(premises.project_dir, now, take_over=bool(asked.one("take_over")))
    with open_target(machine.target, place, forgets=options.forget) as target:
        with target.hold(claim):
            if _mark(site, tuple(tell_intent(site, target, options))) != asked.one("agreed"):
                raise DeployRefused(_CHANGED)
            outcome = deploy_site(site, target, options, errand)
        note_sent(locate_output(output_dir).sent_file, Sent(target.shown, now))
        lines = [*tell_sent(outcome, target)]
    if machine.url:
        lines += filter(None, look_as_visitor(machine.url, site, outcome, errand))
    return Outcome(
        "It is online", tuple(lines), (NextStep("Are they gone?", "/edit/gone/"),) if options.forget else ()
    )


def _options(asked: Asked) -> DeployOptions:
    return DeployOptions(adopt=bool(asked.one("adopt")), forget=bool(asked.one("forget")))


def _mark(site: PublicSite, lines: tuple[str, ...]) -> str:
    """Return what tells this site and this change from every other."""
    files = sorted((path, mark.sha256) for path, mark in site.manifest.files.items())
    return sha256(repr((files, lines)).encode()).hexdigest()

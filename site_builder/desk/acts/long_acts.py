"""What takes long: what came of it where it was refused, and the page that says how far it is."""

from site_builder.desk.acts.outcomes import Errand, NextStep, Outcome, Work, faults_in
from site_builder.desk.editing.edit_refusals import EditRefused
from site_builder.desk.preview.faults import describe_our_fault
from site_builder.publish.deploying.deploy_refusals import DeployRefused, HostRefused
from site_builder.publish.output.publish_refusals import PublishRefused
from site_builder.site.rendering.theme import ThemeError

_REFUSALS = (EditRefused, DeployRefused, HostRefused, PublishRefused, ThemeError)


def saying_why(work: Work, title: str, nothing_done: str, back: NextStep) -> Work:
    """Return work that never raises: a refusal is an outcome called `title` that says why."""

    def carry_out(errand: Errand) -> Outcome:
        try:
            return work(errand)
        except _REFUSALS as refused:
            return Outcome(title, (nothing_done,), (back,), faults_in(str(refused)))
        except Exception as fault:  # noqa: BLE001 (the editor goes on, and says so on the page)
            return Outcome(
                "A fault of the program", (), (back,), faults_in(describe_our_fault(fault).summary)
            )

    return carry_out

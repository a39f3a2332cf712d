"""The files of open data: the forms in which the directory is there for other programs."""

from site_builder.directory.model import Directory
from site_builder.site.pages.job import FileJob
from site_builder.site.pages.open_data.directory_schema import format_description
from site_builder.site.pages.open_data.facts import collect_facts
from site_builder.site.pages.open_data.human_services import list_services
from site_builder.site.pages.open_data.json_text import format_json
from site_builder.site.pages.open_data.spreadsheets import format_areas, format_channels, format_officers
from site_builder.site.published_files import (
    AREAS_TABLE,
    CHANNELS_TABLE,
    DIRECTORY_DATA,
    DIRECTORY_SCHEMA,
    OFFICERS_TABLE,
    SERVICES_DATA,
)
from site_builder.site.urls import Urls

PAGE = "data"
"""The page that says what the files are and what may be done with them: without it none is published."""


def plan_open_data(directory: Directory, urls: Urls) -> tuple[FileJob, ...]:
    """Return every file of open data below ``data/``, or none for a site that does not explain them."""
    if all(page.slug != PAGE for page in directory.pages):
        return ()
    facts = collect_facts(directory, urls)
    return (
        FileJob(AREAS_TABLE.path(), format_areas(facts)),
        FileJob(CHANNELS_TABLE.path(), format_channels(facts)),
        FileJob(DIRECTORY_DATA.path(), format_json(facts)),
        FileJob(DIRECTORY_SCHEMA.path(), format_description(directory.site.region)),
        FileJob(SERVICES_DATA.path(), format_json(list_services(facts, directory.site.region.name))),
        FileJob(OFFICERS_TABLE.path(), format_officers(facts)),
    )

"""The made-up region that builds are measured with is content as the program asks for it."""

import datetime
from collections import Counter

import pytest

from benchmarks.corpus import DAY, SIZES, content_files, make_corpus, write_files
from benchmarks.peer_sites import PEERS
from site_builder.directory.judgement import Folders, judge_folders


@pytest.fixture(scope="module")
def corpus():
    return make_corpus("S")


def test_the_same_seed_gives_the_same_files_and_another_gives_others(corpus):
    assert content_files(make_corpus("S")) == content_files(corpus)
    assert content_files(make_corpus("S", seed=12)) != content_files(corpus)


def test_a_region_of_the_size_of_london_is_without_a_fault_on_its_day(corpus, tmp_path):
    write_files(content_files(corpus), tmp_path)
    judgement = judge_folders(Folders(tmp_path, None, DAY))
    assert judgement.findings.errors == ()
    assert judgement.directory is not None
    assert (len(judgement.records.boroughs), len(judgement.records.officers)) == SIZES["S"]


def test_in_a_country_everybody_has_an_address_and_some_share_a_name():
    country = make_corpus("M")
    files = Counter(page.name for page in country.files)
    assert max(files.values()) == 1
    names = Counter(str(officer.fields["name"]) for officer in country.officers)
    assert [count for count in names.values() if count > 1] == [2] * 4
    served = {len(officer.texts("boroughs")) for officer in country.officers}
    assert served == {1, 2, 3}


@pytest.mark.parametrize("peer", PEERS)
def test_each_record_is_a_page_of_each_peer(corpus, peer):
    sources = PEERS[peer](corpus)
    for officer in corpus.officers:
        page = next(text for name, text in sources.items() if name.endswith(f"officers/{officer.slug}.md"))
        assert str(officer.fields["name"]) in page
        assert officer.body.strip() in page


def test_checks_of_officers_are_fresh_on_the_day_that_the_corpus_is_read(corpus):
    days = {datetime.date.fromisoformat(officer.fields["checked"]["on"]) for officer in corpus.officers}
    assert all(datetime.timedelta(0) < DAY - day < datetime.timedelta(90) for day in days)

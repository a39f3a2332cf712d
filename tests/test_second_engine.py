"""Firefox, an engine that is not Chromium's, shows one page of each kind on two phones and a wide screen.

It cannot show what a browser without cascade layers makes of the pages: no Firefox that can be installed lacks them, and
none has a preference that takes them away. What the oldest browsers read is held by test_old_browsers.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from math import ceil

import pytest
from PIL import Image

from launcher.servers import require_servers
from launcher.stop import Stop
from tests.firefox import Firefox, start_firefox
from tests.test_first_screen import STRIP
from tests.test_larger_text import SOME

pytestmark = pytest.mark.nightly

WINDOWS = ((320, 568), (390, 664), (1280, 800))


@pytest.fixture(scope="module")
def firefox(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    try:
        program = require_servers(("firefox",), os.environ)["firefox"]
    except Stop as stop:
        pytest.fail(str(stop), pytrace=False)
    with start_firefox(program, tmp_path_factory.mktemp("firefox")) as running:
        yield running


@pytest.mark.parametrize("which", SOME)
def test_firefox_shows_each_kind_of_page_whole(
    which: str, firefox: Firefox, addresses: dict[str, str]
) -> None:
    faults = {}
    for width, height in WINDOWS:
        for url in SOME[which].split():
            firefox.open(addresses[which] + url, width, height)
            faults[width, url] = list(find_faults(firefox, width, height))
    assert {seen: found for seen, found in faults.items() if found} == {}


def find_faults(firefox: Firefox, width: int, height: int) -> Iterator[str]:
    """Yield what is wrong with the page that is open, in a window of that size."""
    page_width = firefox.run("return document.documentElement.scrollWidth")
    if page_width > width:
        yield f"{page_width} pixels wide"
    strip = firefox.run(f"return ({STRIP})()")
    for name in ("call", "leave"):
        box = strip[name]
        is_seen = 0 <= box["left"] < box["right"] <= width and 0 <= box["top"] < box["bottom"] <= height
        if not (is_seen and box["isOnTop"]):
            yield f"{name} is not on the first screen: {box}"
    if is_blank(firefox.take_picture(), ceil(strip["height"])):
        yield "nothing is to be seen below the strip"
    yield from firefox.take_errors()


def is_blank(picture: bytes, top: int) -> bool:
    """Tell whether a picture of the light theme lacks dark words on a light ground below `top`."""
    with Image.open(BytesIO(picture)) as image:
        darkest, lightest = image.crop((0, top, *image.size)).convert("L").getextrema()
    return darkest > 100 or lightest < 200


def test_an_error_and_a_blank_page_would_be_noticed(firefox: Firefox, addresses: dict[str, str]) -> None:
    firefox.open(addresses["real"] + "/report/", 390, 664)
    assert list(find_faults(firefox, 390, 664)) == []
    firefox.run(
        """document.body.style.visibility = "hidden";
        document.querySelector(".emergency-strip").style.visibility = "visible";
        document.querySelector(".emergency-strip__row").style.width = "600px";
        const image = new Image();
        image.src = "https://elsewhere.example/";
        setTimeout(() => nothing_has_this_name());
        return new Promise((done) => setTimeout(done, 100));"""
    )
    found = " ".join(find_faults(firefox, 390, 664))
    for fault in ("pixels wide", "leave is not", "nothing is to be seen", "nothing_has_this_name", "img-src"):
        assert fault in found

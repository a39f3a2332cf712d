"""Settings of Pelican for the benchmark: officers are its articles, everything else are its pages."""

SITENAME = "LGBT+ liaison officers in Fenmoor"
SITEURL = "https://fenmoor-site.example"
AUTHOR = "Comms team"
TIMEZONE = "Europe/London"
DEFAULT_LANG = "en"
PATH = "content"
ARTICLE_PATHS = ["officers"]
PAGE_PATHS = ["areas", "channels", "texts"]
STATIC_PATHS = ["site.css"]
OUTPUT_PATH = "out"
THEME = "theme"
ARTICLE_URL = "officers/{slug}/"
ARTICLE_SAVE_AS = "officers/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = DRAFT_SAVE_AS = ""
DIRECT_TEMPLATES = ["index", "officers", "areas", "channels", "directory"]
OFFICERS_SAVE_AS = "officers/index.html"
AREAS_SAVE_AS = "areas/index.html"
CHANNELS_SAVE_AS = "channels/index.html"
DIRECTORY_SAVE_AS = "directory.json"
FEED_ALL_ATOM = "feed.atom"
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
FEED_MAX_ITEMS = None
DEFAULT_PAGINATION = False

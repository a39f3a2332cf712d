"""The people of the example site: all of them made up, none of them anybody.

Telephone numbers are those Ofcom keeps free for drama (020 7946 0000 to 0999, 07700 900000 to 900999),
addresses are at example.org, and every source is a publisher that does not exist.
"""

from dataclasses import dataclass, field

LONDON = "LGBT+ community liaison officer"
TEAM = "LGBT+ liaison officer"
VOLUNTEER = "Volunteer LGBT+ liaison officer"
HATE_CRIME = "Hate crime officer and LGBT+ liaison officer"
MADE_UP = "LGBT+ liaison officer, made up for this example"

HELPS = (
    "Reporting a hate crime, whether or not you are sure that it is one",
    "Finding out what happened to a report you made",
    "Having somebody with you when you give a statement",
)
HELPS_AT_HOME = ("Trouble with neighbours, family or a flatmate", "Finding a safe place to talk")
HELPS_ONLINE = ("Threats and abuse online", "Keeping evidence: what to save and how")
CANNOT = ("Emergencies: call 999", "Legal advice", "Deciding whether somebody is charged")

GAZETTE = "Example Gazette"
NEWSROOM = "Example Police Newsroom"
COURIER = "Example Borough Courier"
PUBLISHERS = {
    GAZETTE: "https://news.example.org",
    NEWSROOM: "https://newsroom.example.org/appointments",
    COURIER: "https://courier.example.org/people",
}


@dataclass(frozen=True)
class Portrait:
    """A picture of nobody: the pattern to draw, and the words for people who cannot see it."""

    pattern: str
    alt: str


@dataclass(frozen=True)
class Person:
    """An invented officer, as briefly as possible.

    `boroughs` are short names with spaces between; every day is text as year-month-day. `line` holds the last
    three digits of the drama numbers, `reach` which of email, phone and text are published. `recheck` maps a
    contact to its own check: ``{"phone": ("2026-11-02", "rang the number")}``. Without `consented` the basis
    is a public source.
    """

    slug: str
    name: str
    boroughs: str
    published: str
    rank: str = ""
    role: str = LONDON
    post: str = ""
    state: str = "in-post"
    since: str = ""
    until: str = ""
    covered_by: str = ""
    publisher: str = NEWSROOM
    checked: str = ""
    how: str = "asked the officer by email"
    consented: str = ""
    review_by: str = ""
    reach: str = ""
    line: str = ""
    recheck: dict[str, tuple[str, str]] = field(default_factory=dict)
    portrait: Portrait | None = None
    pronouns: str = ""
    languages: tuple[str, ...] = ()
    availability: str = ""
    reply_time: str = ""
    helps_with: tuple[str, ...] = ()
    cannot_help_with: tuple[str, ...] = ()
    body: str = ""


@dataclass(frozen=True)
class Gap:
    """How an area without an officer stands; without `published` nobody says that the post is empty."""

    published: str = ""
    since: str = ""
    covered_by: str = ""


GAPS = {
    "havering": Gap("2026-10-09", since="2026-10-01"),
    "hounslow": Gap(),
    "islington": Gap("2026-09-18", since="2026-09-14", covered_by="darcy-nkoulou-mbessa"),
    "sutton": Gap("2026-08", since="2026-08-03", covered_by="uzoamaka-nwokeabia"),
}
"""Areas that no officer of the example serves, by short name."""

EVERYTHING = """\
A made-up officer: this page shows how everything looks that can be filled in, with a text of some length.

## How we can meet

You choose the place. It can be a police station, a library, a room at a charity or a walk in a park. I come
in plain clothes unless you ask me not to. You can bring somebody with you.

- **By telephone.** If I do not answer, leave a first name and a time when it is safe to ring back.
- **By email.** Say in one sentence what it is about; you do not have to write the whole story.
- **In person.** In most weeks I can offer:
    - a morning at the library,
    - an evening at the town hall.

### What I will ask you

1. What happened, in your own words and at your own pace.
2. Whether you are safe tonight.
3. What you would like to happen next. "Nothing yet" is an answer.

### What I will not ask you

I will not ask how you describe yourself, whom you live with or why you were there. If one of these matters to
a case, I will say why before I ask.

## If something goes wrong between us

Tell me, or tell my sergeant, or [compare the other ways to report](/report/). A charity such as
[Galop](../channels/galop.md) can speak for you, and you do not have to meet me at all.

> "I thought that it was too small to mention. She wrote it down as if it was not."
>
> A made-up visitor to a made-up officer
"""

# A table: one line for each argument would hide it.
# fmt: off
CITY_AND_CENTRE = (
    Person(
        "thordis-aerudottir-vane", "Þórdís Ærudóttir-Vane", "city-of-london", "2026-05-11", rank="PC",
        post="lead", checked="2026-11-16", consented="2026-05-11", review_by="2028-05-11",
        reach="email phone", line="101", languages=("English", "Icelandic"),
        reply_time="within 2 working days", helps_with=HELPS,
        body="The beat of this officer is a square mile that exists, walked by a person who does not.",
    ),
    Person(
        "crispin-ludgate-amberley", "Crispin Ludgate-Amberley", "city-of-london", "2026-03-02",
        rank="Special Constable", role=VOLUNTEER, post="volunteer", checked="2026-08-03",
        consented="2026-03-02", review_by="2027-03-02", reach="email",
        availability="Wednesday evenings, 6pm to 9pm",
    ),
    Person(
        "wilhelmina-featherstonehaugh-cholmondeley-marjoribanks",
        "Wilhelmina Persephone Featherstonehaugh-Cholmondeley-Marjoribanks",
        "hammersmith-and-fulham kensington-and-chelsea westminster", "2026-02-23", rank="Inspector",
        post="lead", checked="2026-11-09", consented="2026-02-23", review_by="2028-02-23",
        reach="email phone text", line="108",
        portrait=Portrait("circles", "A pattern of circles: this example shows nobody's face."),
        availability="Monday to Friday, 8am to 4pm", reply_time="within 1 working day",
        helps_with=HELPS + HELPS_AT_HOME, cannot_help_with=CANNOT,
        body="The long name of this officer shows how a page holds one.",
    ),
    Person(
        "layla-al-zahrawiyan", "Layla al-Zahrawiyan ليلى الزهراويان", "westminster", "2026-06-15",
        rank="PC", post="deputy", checked="2026-10-30", consented="2026-06-15", review_by="2028-06-15",
        reach="email phone", line="115",
        portrait=Portrait("rings", "Overlapping rings in soft colours: nobody's face is shown here."),
        languages=("English", "Arabic", "French"), reply_time="within 3 working days", helps_with=HELPS,
    ),
    Person(
        "golnaz-mehrafarin-tousian", "Golnaz Mehrafarin-Tousian",
        "kensington-and-chelsea hammersmith-and-fulham", "2025-11-03", rank="Sergeant", post="deputy",
        state="away", since="2026-10-05", until="2027-03-01",
        covered_by="wilhelmina-featherstonehaugh-cholmondeley-marjoribanks", checked="2026-10-05",
        consented="2025-11-03", review_by="2027-11-03", reach="email", languages=("English", "Persian"),
    ),
    Person(
        "conceicao-davila-brandao", "Conceição d'Ávila-Brandão", "kensington-and-chelsea", "2026-09-07",
        rank="PC", role=MADE_UP, post="deputy", checked="2026-09-21", how="read the page of the source",
    ),
    Person(
        "jo-ash", "Jo Ash", "westminster", "2026-01-19", rank="Sergeant", role=TEAM, state="away",
        since="2026-11-02", until="2027-05-03", covered_by="layla-al-zahrawiyan", checked="2026-11-02",
        consented="2026-01-19", review_by="2028-01-19", reach="phone", line="122",
        reply_time="within 5 working days",
    ),
    Person(
        "oluwadamilare-ajala-osunbola", "Olúwadámiláre Àjàlá-Ọ̀ṣunbọ́lá", "lambeth southwark", "2026-04-13",
        rank="PC", post="lead", checked="2026-11-12", how="rang the number", consented="2026-04-13",
        review_by="2028-04-13", reach="email phone text", line="129",
        portrait=Portrait("waves", "Half rings that make waves: nobody is shown."),
        languages=("English", "Yoruba"), availability="Tuesday to Saturday, 10am to 6pm",
        reply_time="within 2 working days", helps_with=HELPS + HELPS_ONLINE, cannot_help_with=CANNOT,
    ),
    Person(
        "delroy-applewhaite-marsh", "Delroy Applewhaite-Marsh", "southwark", "2026-01-12", rank="Sergeant",
        role=HATE_CRIME, post="deputy", checked="2026-07-13", consented="2026-01-12",
        review_by="2027-01-12", reach="email phone", line="136",
        recheck={"phone": ("2026-11-05", "rang the number")}, helps_with=HELPS_AT_HOME,
        body="The telephone number of this officer was checked later than the rest of the page.",
    ),
    Person(
        "y-tram-nguyen", "Y Trầm-Nguyễn", "lambeth", "2025-10", role=VOLUNTEER, post="volunteer",
        publisher=COURIER, consented="2025-10-06", review_by="2026-12-06", reach="email",
        languages=("English", "Vietnamese"),
    ),
)

EAST = (
    Person(
        "shirin-akhtarunnahar-mollickpur", "Shirin Akhtarunnahar-Mollickpur", "tower-hamlets", "2026-05-18",
        rank="PC", post="lead", checked="2026-11-18", consented="2026-05-18", review_by="2028-05-18",
        reach="email phone text", line="143",
        portrait=Portrait("halves", "Half circles set like tiles: a pattern in place of a face."),
        languages=("English", "Bengali", "Sylheti"), availability="Monday to Thursday, 9am to 5pm",
        reply_time="within 1 working day", helps_with=HELPS,
    ),
    Person(
        "ipek-caglayan-isiksoy", "İpek Çağlayan-Işıksoy", "hackney", "2025-09-15", rank="PC", post="lead",
        state="leaving", until="2026-12-31", checked="2026-11-03", consented="2025-09-15",
        review_by="2027-09-15", reach="email phone", line="150",
        portrait=Portrait("triangles", "A pattern of triangles: this example shows nobody's face."),
        languages=("English", "Turkish"), reply_time="within 2 working days",
        body="The last day in post is set, and nobody is named yet to follow.",
    ),
    Person(
        "o-lund-bakkegardsli", "Ø Lund-Bakkegårdsli", "hackney tower-hamlets", "2025-06-09", rank="PC",
        post="deputy", checked="2026-03-09", consented="2025-06-09", review_by="2027-06-09",
        reach="email phone", line="157", recheck={"email": ("2026-10-12", "wrote and had an answer")},
        helps_with=HELPS_ONLINE,
        body="Nobody has checked this page for more than half a year, save for the email address.",
    ),
    Person(
        "harleen-kaur-dhanoa-virkpal", "Harleen Kaur Dhanoa-Virkpal", "redbridge barking-and-dagenham",
        "2026-03-16", rank="PC", post="lead", checked="2026-10-26", consented="2026-03-16",
        review_by="2028-03-16", reach="email phone", line="164",
        portrait=Portrait("dots", "A grid of dots, large and small: nobody is shown."),
        languages=("English", "Punjabi", "Hindi"), reply_time="within 2 working days", helps_with=HELPS,
        cannot_help_with=CANNOT[:2],
    ),
    Person(
        "tsion-weldegebrielay", "Tsion Weldegebrielay ጽዮን", "barking-and-dagenham", "2026-08-24", rank="PC",
        role=TEAM, post="deputy", checked="2026-10-19", consented="2026-08-24", review_by="2028-08-24",
        reach="email", languages=("English", "Amharic", "Tigrinya"),
    ),
    Person(
        "ellis-quarterjohn-hope", "Ellis Quarterjohn-Hope", "redbridge", "2026-02-02", role=VOLUNTEER,
        post="volunteer", checked="2026-06-29", consented="2026-02-02", review_by="2027-02-02",
        reach="email", pronouns="they/them", availability="Saturdays, 11am to 3pm",
    ),
    Person(
        "iyabo-olanrewaju-bellofin", "Ìyábọ̀ Ọláńrewájú-Bellofin", "newham", "2026-10-05", rank="PC",
        role=MADE_UP, publisher=GAZETTE, checked="2026-10-12", how="read the page of the source",
    ),
    Person(
        "zbigniew-szczesniakowiecki", "Zbigniew Szczęśniakowiecki", "waltham-forest", "2025-02-17",
        rank="PC", post="lead", publisher=COURIER, checked="2026-02-16", consented="2025-02-17",
        review_by="2027-02-17", reach="email phone", line="171", languages=("English", "Polish"),
        reply_time="within 5 working days",
        body="An old page: whoever reads it is sent to another way first, and its number cannot be dialled.",
    ),
    Person("pip-tarn", "Pip Tarn", "newham", "2026-10-12", role=MADE_UP, publisher=GAZETTE),
)

NORTH = (
    Person(
        "siobhan-oshaughnessy-quillane", "Siobhán O'Shaughnessy-Quillane", "camden", "2026-07-06",
        rank="Sergeant", post="lead", state="acting", since="2026-07-06", until="2027-07-05",
        covered_by="darcy-nkoulou-mbessa", checked="2026-11-20",
        how="rang the number and asked the officer", consented="2026-07-06", review_by="2028-07-06",
        reach="email phone text", line="178",
        recheck={
            "email": ("2026-11-17", "wrote and had an answer"),
            "text": ("2026-09-30", "sent a text and had an answer"),
        },
        portrait=Portrait("petals", "Large circles made of quarters: a pattern in place of a face."),
        pronouns="she/her", languages=("English", "Irish", "British Sign Language"),
        availability="Monday to Friday, 10am to 6pm, and the first Saturday of each month, 10am to 1pm",
        reply_time="within 1 working day", helps_with=HELPS + HELPS_AT_HOME + HELPS_ONLINE,
        cannot_help_with=CANNOT, body=EVERYTHING,
    ),
    Person(
        "darcy-nkoulou-mbessa", "D'Arcy N'Koulou-M'Bessa", "camden", "2026-03-30", rank="PC", post="deputy",
        checked="2026-08-10", consented="2026-03-30", review_by="2028-03-30", reach="email phone",
        line="185", languages=("English", "French"), reply_time="within 3 working days",
        body="A deputy who also looks after the area next door while nobody is in post there.",
    ),
    Person(
        "eleftheria-papadiamantopoulou-vrettakidou", "Eleftheria Papadiamantopoulou-Vrettakidou", "enfield",
        "2026-04-27", rank="PC", post="lead", checked="2026-11-10", consented="2026-04-27",
        review_by="2028-04-27", reach="email phone", line="192", languages=("English", "Greek"),
        availability="Monday to Friday, 9am to 5pm", helps_with=HELPS_AT_HOME,
    ),
    Person(
        "bohdana-hryhorenko-stepovenko", "Bohdana Hryhorenko-Stepovenko", "haringey", "2025-12-01",
        rank="PC", post="lead", state="away", since="2026-09-07", until="2027-01-04",
        covered_by="meenakshi-thiruvenkadanathaperumal", checked="2026-09-07", consented="2025-12-01",
        review_by="2027-12-01", reach="email phone", line="199", languages=("English", "Ukrainian"),
    ),
    Person(
        "meenakshi-thiruvenkadanathaperumal", "Meenakshi Thiruvenkadanathaperumal", "enfield",
        "2026-06-01", rank="PC", role=TEAM, post="deputy", checked="2026-11-13", consented="2026-06-01",
        review_by="2028-06-01", reach="email text", line="206",
        portrait=Portrait("circles", "A pattern of circles inside circles: nobody is shown."),
        languages=("English", "Tamil"), reply_time="within 2 working days", helps_with=HELPS,
    ),
    Person(
        "noam-ben-tzurielov", "Noam Ben-Tzurielov נועם", "barnet brent harrow", "2026-01-26", rank="PC",
        post="lead", checked="2026-11-19", consented="2026-01-26", review_by="2028-01-26",
        reach="email phone", line="213",
        portrait=Portrait("rings", "Rings that cross each other: this example shows nobody's face."),
        languages=("English", "Hebrew"), reply_time="within 2 working days", helps_with=HELPS,
        cannot_help_with=CANNOT, body="One officer for three areas, with a deputy in each.",
    ),
    Person(
        "devanshi-raghuvanshi-thakarey", "Devanshi Raghuvanshi-Thakarey देवांशी", "harrow", "2026-02-09",
        rank="PC", post="deputy", checked="2026-07-20", consented="2026-02-09", review_by="2027-02-09",
        reach="email", languages=("English", "Gujarati", "Hindi"),
    ),
    Person(
        "aine-nic-giolla-ruaidhin", "Áine Nic Giolla Ruaidhín", "brent", "2026-03-09", rank="DC",
        role=HATE_CRIME, post="deputy", state="leaving", until="2027-01-31",
        covered_by="noam-ben-tzurielov", checked="2026-10-16", consented="2026-03-09",
        review_by="2027-03-09", reach="email phone", line="220",
    ),
    Person(
        "cawil-xirsi-geeddiyow", "Cawil Xirsi-Geeddiyow", "barnet brent", "2026-05-25", role=VOLUNTEER,
        post="volunteer", checked="2026-09-28", consented="2026-05-25", review_by="2027-05-25",
        reach="text", line="227", languages=("English", "Somali"),
        availability="Text first, and I ring back in the evening, 6pm to 8pm",
    ),
)

SOUTH = (
    Person(
        "sian-llyr-tudwalfrych", "Siân Llŷr-Tudwalfrych", "lewisham", "2026-03-23", rank="PC",
        post="lead", checked="2026-11-17", consented="2026-03-23", review_by="2028-03-23",
        reach="email phone", line="234",
        portrait=Portrait("waves", "Waves of half rings: a pattern in place of a face."),
        languages=("English", "Welsh"), reply_time="within 2 working days", helps_with=HELPS + HELPS_ONLINE,
        cannot_help_with=CANNOT[1:],
    ),
    Person(
        "gwenllian-ferch-rhydwenna", "Gwenllian ferch Rhydwenna", "bexley", "2026-06-08", rank="PC",
        post="lead", state="acting", since="2026-06-08", checked="2026-08-17", consented="2026-06-08",
        review_by="2027-06-08", reach="email phone", line="241", languages=("English", "Welsh"),
        helps_with=HELPS_AT_HOME,
    ),
    Person(
        "tane-te-whaitirangi-huna", "Tāne Te Whaitirangi-Huna", "greenwich", "2026-07-27", rank="PC", role=TEAM,
        post="lead", state="away", since="2026-10-23", until="2027-02-15", checked="2026-10-23",
        consented="2026-07-27", review_by="2028-07-27", reach="email", reply_time="within 4 working days",
        body="Nobody is named to cover until this officer is back.",
    ),
    Person(
        "malgorzata-zdzblowiecka", "Małgorzata Źdźbłowiecka", "bexley", "2026-01", role=VOLUNTEER,
        post="volunteer", publisher=GAZETTE, consented="2026-01-05", review_by="2027-01-05", reach="email",
        languages=("English", "Polish"), body="Named once and never checked since.",
    ),
    Person(
        "casey-thornbridge-lowecliffe", "Casey Thornbridge-Lowecliffe", "bromley", "2026-08-10", rank="PC",
        post="lead", checked="2026-11-06", consented="2026-08-10", review_by="2028-08-10",
        reach="email phone", line="248", reply_time="within 2 working days", helps_with=HELPS,
    ),
    Person(
        "uzoamaka-nwokeabia", "Ụzọamaka Ńwókeabịa", "croydon", "2026-05-04", rank="PC", post="lead",
        checked="2026-11-11", consented="2026-05-04", review_by="2028-05-04", reach="email phone text",
        line="255", portrait=Portrait("halves", "Half circles that face each other: nobody is shown."),
        languages=("English", "Igbo"), availability="Monday to Friday, 11am to 7pm",
        reply_time="within 1 working day", helps_with=HELPS + HELPS_AT_HOME,
    ),
    Person(
        "jorg-matthaus-grossingerhof", "Jörg-Matthäus Größingerhof", "croydon bromley", "2025-11-24",
        rank="PC", post="deputy", state="away", since="2026-11-09", until="2027-01-11",
        covered_by="uzoamaka-nwokeabia", checked="2026-11-09", consented="2025-11-24",
        review_by="2026-12-24", reach="email phone", line="262", languages=("English", "German"),
    ),
    Person(
        "kealoha-makuaole-panewai", "Kealoha Makuaʻole-Panewai", "croydon", "2025-08-04", role=VOLUNTEER,
        post="volunteer", checked="2026-01-26", consented="2025-08-04", review_by="2027-08-04",
        reach="text", line="269",
    ),
    Person(
        "kokilavani-ratnasabapathipillai", "Kokilavani Ratnasabapathipillai", "merton", "2026-07-13",
        rank="PC", post="lead", state="acting", since="2026-07-13", until="2027-02-28",
        checked="2026-07-13", consented="2026-07-13", review_by="2027-07-13", reach="email phone",
        line="276", languages=("English", "Tamil"),
    ),
    Person(
        "q-amberline", "Q Amberline", "wandsworth merton", "2026-02-16", rank="PC", role=TEAM,
        post="deputy", checked="2026-08-20", consented="2026-02-16", review_by="2028-02-16", reach="email",
        pronouns="they/them", helps_with=HELPS_ONLINE,
    ),
    Person(
        "lin-xiaoyueshan", "林曉月山 Lin Xiaoyueshan", "wandsworth", "2026-04-20", rank="PC", post="lead",
        checked="2026-11-04", consented="2026-04-20", review_by="2028-04-20", reach="email phone",
        line="283",
        portrait=Portrait("triangles", "Triangles in calm colours: a pattern in place of a face."),
        languages=("English", "Mandarin", "Cantonese"), availability="Tuesday to Friday, noon to 8pm",
        reply_time="within 2 working days", helps_with=HELPS,
    ),
    Person(
        "rowan-fennimore-ashgrove", "Rowan Fennimore-Ashgrove", "wandsworth", "2026-09-14",
        rank="Special Constable", role=VOLUNTEER, post="volunteer", checked="2026-10-28",
        consented="2026-09-14", review_by="2028-09-14", reach="email", availability="Sundays, 2pm to 5pm",
    ),
)

WEST = (
    Person(
        "morgan-tidewellow", "Morgan Tidewellow", "kingston-upon-thames richmond-upon-thames", "2026-05-05",
        rank="PC", post="lead", checked="2026-11-14", consented="2026-05-05", review_by="2028-05-05",
        reach="email phone", line="290", reply_time="within 2 working days", helps_with=HELPS,
        cannot_help_with=CANNOT,
    ),
    Person(
        "cho-bom-isol", "Cho Bom-isol 조봄이솔", "kingston-upon-thames", "2026-08-31", rank="PC", role=TEAM,
        post="deputy", checked="2026-10-21", consented="2026-08-31", review_by="2028-08-31", reach="email",
        languages=("English", "Korean"),
    ),
    Person(
        "jirina-zridkavesela", "Jiřina Zřídkaveselá", "richmond-upon-thames", "2025-03-10", rank="PC",
        role=MADE_UP, post="deputy", publisher=COURIER,
    ),
    Person(
        "stanislawa-trzcinowska-wojtowiczowa", "Stanisława Trzcinowska-Wójtowiczowa", "ealing",
        "2026-06-22", rank="PC", post="lead", checked="2026-11-05", how="rang the number",
        consented="2026-06-22", review_by="2028-06-22", reach="email phone text", line="297",
        languages=("English", "Polish"), availability="Monday to Friday, 9am to 5pm",
        reply_time="within 2 working days", helps_with=HELPS,
    ),
    Person(
        "amrit-singh-bhogalwal", "Amrit Singh Bhogalwal", "hillingdon", "2026-04-06", rank="PC",
        post="lead", state="leaving", until="2027-03-31", checked="2026-10-14", consented="2026-04-06",
        review_by="2027-04-06", reach="email phone", line="304", languages=("English", "Punjabi"),
        helps_with=HELPS,
    ),
    Person(
        "ouyang-mingzhulan", "Ouyang Mingzhulan 歐陽明珠蘭", "ealing hillingdon", "2026-07-20", rank="PC",
        role=TEAM, post="deputy", checked="2026-11-02", consented="2026-07-20", review_by="2028-07-20",
        reach="email phone", line="311", languages=("English", "Cantonese"),
        reply_time="within 3 working days",
    ),
    Person(
        "yusuf-abd-al-basirani", "Yusuf Abd al-Basirani يوسف", "hillingdon", "2026-06-29", rank="DC",
        role=HATE_CRIME, post="deputy", state="acting", since="2026-06-29", checked="2026-06-29",
        consented="2026-06-29", review_by="2027-06-29", reach="email phone", line="318",
        languages=("English", "Arabic", "Urdu"),
    ),
    Person(
        "e-j-thistlewood-nkemelum", "E. J. Thistlewood-Nkemelum", "ealing", "2026-09-25", rank="PC",
        role=MADE_UP, post="deputy", publisher=GAZETTE,
    ),
)

# fmt: on

PEOPLE = CITY_AND_CENTRE + EAST + NORTH + SOUTH + WEST

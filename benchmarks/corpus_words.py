"""Ordinary words for the made-up people, places and texts of the corpus. Nobody and nothing here is real."""

STEMS = (
    "Amber", "Apple", "Ash", "Badger", "Beacon", "Birch", "Bracken", "Bramble", "Cinder", "Clay", "Cobble", "Copper",
    "Crane", "Daisy", "Dapple", "Dunlin", "Elder", "Ember", "Fallow", "Fern", "Finch", "Flint", "Foxglove", "Garnet",
    "Glass", "Gorse", "Grey", "Harrow", "Hazel", "Heather", "Heron", "Hollow", "Honey", "Iron", "Ivel", "Juniper",
    "Kestrel", "Lantern", "Larch", "Lark", "Linnet", "Maple", "Marl", "Meadow", "Mistle", "Nettle", "Oaken", "Otter",
    "Pebble", "Plover", "Quill", "Reed", "Rowan", "Rush", "Saffron", "Salter", "Sedge", "Silver", "Sorrel", "Sparrow",
    "Starling", "Tallow", "Thistle", "Timber", "Umber", "Velvet", "Willow", "Winter", "Wren", "Yarrow",
)  # fmt: skip
ENDINGS = (
    "barrow", "beck", "bourne", "bridge", "bury", "cote", "dale", "den", "fell", "field", "fold", "ford", "gate",
    "haven", "holm", "holt", "hurst", "lea", "mere", "mouth", "ridge", "stead", "thorpe", "wick",
)  # fmt: skip
THINGS = (
    "Bank", "Common", "Corner", "Cross", "End", "Gardens", "Green", "Heath", "Hill", "Lane", "Lock", "Market",
    "Quay", "Rise", "Row", "Wharf",
)  # fmt: skip
FIRST_NAMES = (
    "Ada", "Aisha", "Alex", "Amrit", "Anwen", "Ari", "Asha", "Bela", "Ben", "Callum", "Carys", "Casey", "Chidi",
    "Clara", "Dara", "Devi", "Dinah", "Drew", "Ebele", "Edie", "Eilidh", "Emeka", "Esme", "Farah", "Fern", "Finn",
    "Gita", "Greta", "Gwen", "Hana", "Hari", "Heidi", "Idris", "Imani", "Ines", "Isla", "Jamie", "Jas", "Jo", "Jude",
    "Kai", "Kasia", "Keir", "Kit", "Lena", "Leo", "Lowri", "Mae", "Malik", "Mina", "Mo", "Nadia", "Neve", "Nia",
    "Noor", "Olu", "Oona", "Orla", "Pat", "Priya", "Quinn", "Rafi", "Ren", "Rhys", "Robin", "Rosa", "Sam", "Sana",
    "Sasha", "Seth", "Shay", "Sia", "Tamsin", "Tariq", "Tess", "Tove", "Uma", "Val", "Wyn", "Yara", "Yusuf", "Zadie",
)  # fmt: skip
RANKS = ("PC", "PC", "PC", "Sgt", "Sgt", "Insp")
ROLES = ("LGBT+ liaison officer", "LGBT+ community liaison officer", "LGBT+ advisor")
LANGUAGES = (
    "Polish",
    "Urdu",
    "Welsh",
    "British Sign Language",
    "Arabic",
    "French",
    "Somali",
    "Turkish",
    "Yoruba",
)
DAYS = (
    "Monday to Friday",
    "Monday, Wednesday and Friday",
    "Tuesday to Saturday",
    "Monday to Thursday",
    "most weekdays",
)
HOURS = ("8am to 4pm", "9am to 5pm", "10am to 6pm", "noon to 8pm", "9:30am to 2:30pm")
REPLIES = ("within 1 working day", "within 2 working days", "within 3 working days", "within a week")
HELPS_WITH = (
    "Reporting a hate crime, whether or not you are sure that it is one",
    "Finding out what happened to a report you made",
    "Having somebody with you when you give a statement",
    "Trouble with neighbours, family or a flatmate",
    "Finding a safe place to talk",
    "Threats and abuse online",
    "Keeping messages and pictures safe until they are needed",
)
CANNOT_HELP_WITH = ("Legal advice", "Deciding whether somebody is charged", "Finding a new home")

HEADINGS = (
    "How we can meet",
    "What to expect",
    "What I will ask you",
    "After we have talked",
    "Who else can help",
)
SENTENCES = (
    "I {work} with people in {place}, and I am {free} {when}.",
    "You can {contact} me {when}, and you do not have to give your name.",
    "If you would rather not {talk}, {friend} can do it for you.",
    "We can meet in {room}, or {outside} if that feels better.",
    "I come in plain clothes unless you ask me not to.",
    "I will {listen} first, and I will only write down what you {want} me to.",
    "Nothing happens with what you {tell} me until you have said yes.",
    "Some people bring {friend}, and that is always fine.",
    "I know {room} well, because I am there {when}.",
    "What you {tell} me may be {small}, and I will still take it as it is.",
    "I can {explain} what happens next, and how long it may take.",
    "When a case goes to court, I can {explain} who will be in the room.",
    "Last year I helped to open {room} for people who need to {talk}.",
    "My team looks after {place}, so we know the streets and most of the shops.",
    "If you have {kept}, please hold on to it, even if it hurts to look at.",
    "You may {contact} me again later, even when a lot of time has gone by.",
    "I have been with the police for {years} years, and {years} of them here.",
    "Please do not wait until it happens again before you {contact} us.",
    "A worker from a charity can sit with us while we {talk}.",
    "I will not ask whom you live with, or why you were in {room}.",
    "If I am away, {colleague} on my team will read what you {send}.",
    "It helps to know when it is safe to call you back, so tell me that first.",
    "Each {season} we hold an open evening in {room} for anyone who is new to {place}.",
    "There is {drink} and a warm seat, and you can leave as soon as you like.",
    "Many people {tell} me that the first call was the hard part.",
    "I do not share your address with {friend} unless you {want} it.",
    "You can stop at any time, and you do not have to say why.",
)
"""Sentences with slots. Each is easy to read, so that any order of them passes the rules of plain English."""
SLOTS = {
    "work": ("work", "talk", "meet", "spend my days"),
    "free": ("free", "here", "at my desk", "on the phone"),
    "when": (
        "in the morning", "after work", "at the weekend", "late in the day", "most weeks", "on market days",
        "when the library is open", "at lunch time", "early in the week", "on most evenings",
    ),
    "contact": ("call", "write to", "meet", "ring", "text", "reach"),
    "talk": ("talk", "speak", "write", "tell the story", "sit down"),
    "friend": ("a friend", "your sister", "someone you trust", "a neighbour", "your partner", "a youth worker"),
    "room": (
        "the library", "a quiet café", "the town hall", "a room above the bakery", "the old school",
        "the health centre", "a room at the station", "the sports hall", "the music room", "a room at the museum",
    ),
    "outside": ("in the park", "by the water", "on a bench", "on a walk", "in the market square"),
    "listen": ("listen", "hear you out", "make tea", "say who I am"),
    "want": ("want", "ask", "allow"),
    "tell": ("tell", "show", "write to"),
    "small": ("small", "old", "long ago", "half forgotten", "hard to say", "just one word"),
    "explain": ("explain", "show you", "go through", "write down"),
    "kept": ("a message", "a picture", "a letter", "a torn coat", "a note of the date", "a broken lock"),
    "years": ("two", "three", "four", "five", "six", "eight", "nine", "twelve"),
    "colleague": ("a sergeant", "somebody else", "one of two others", "a new officer"),
    "send": ("send", "write", "leave for me"),
    "season": ("spring", "summer", "autumn", "winter", "month"),
    "drink": ("tea", "soup", "coffee", "cake", "hot milk"),
}  # fmt: skip

"""The end of a run that cannot go on."""


class Stop(Exception):
    """Carries one whole sentence: what is missing and what the person who started the program can do about it."""

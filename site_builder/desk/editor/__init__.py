"""The editor: the whole job in a browser window, with the words of the command line and without a terminal.

It stands in the same process and behind the same door as the preview. Each page is a function in a row of `routes.py`:
it gets the `Workroom` (the content, and what may be written) and what was `Asked`, and returns a `Screen`.
"""

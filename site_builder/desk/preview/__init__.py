"""The live preview: an editor saves a file, and the page that is open in the browser shows it.

Nothing here is ever published, and nothing that is published is changed: the preview keeps its site in memory.
"""

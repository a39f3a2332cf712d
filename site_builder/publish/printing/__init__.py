"""From the words of a sheet to a PDF that anybody can read."""

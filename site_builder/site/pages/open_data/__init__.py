"""The directory as open data: the same facts as on the pages, in forms that other programs read."""

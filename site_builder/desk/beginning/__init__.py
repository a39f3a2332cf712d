"""A new site: its folder with settings, pages, an area each, and what Git and GitHub need."""

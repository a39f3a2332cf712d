"""Bring the published folder to where visitors read it, and take it back. Knows nothing of content or pages."""

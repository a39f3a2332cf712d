"""Changing content for an editor: new records, and the small changes that every record meets in its life."""

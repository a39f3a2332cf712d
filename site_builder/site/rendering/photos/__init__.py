"""Photographs of officers: opened with care, drawn anew, and nothing of the old file left."""

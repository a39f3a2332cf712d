"""The form of a record, made from the schema alone, and what was typed into it put back into the lines of its file."""

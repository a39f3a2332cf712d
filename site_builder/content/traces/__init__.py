"""Find a person in files of every kind, however they are written there."""

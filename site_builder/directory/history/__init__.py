"""What changed in the directory, told from the history that git keeps and from the dates that the content gives."""

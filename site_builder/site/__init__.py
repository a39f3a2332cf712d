"""From the directory to finished, checked files."""

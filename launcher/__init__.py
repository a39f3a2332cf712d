"""What comes before the site: the packages, and a browser for the tests. Standard library only."""

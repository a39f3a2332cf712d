"""From finished files to where visitors read them."""

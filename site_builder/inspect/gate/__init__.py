"""What is asked before a site is put online, beyond what every build asks: the coming year, and other sites."""

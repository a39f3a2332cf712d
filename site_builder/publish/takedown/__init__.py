"""Take a person out of what is published, and prove that they are gone from it, here and on the host."""

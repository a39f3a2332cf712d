"""English as we write and weigh it."""

"""What an editor works with."""

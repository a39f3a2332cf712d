"""What a person is told about a mistake, and why."""

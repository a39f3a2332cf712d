"""What a gatekeeper asks."""

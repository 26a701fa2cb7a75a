"""The use cases: whatever changes data goes through here, and a rule is checked here once, whoever asks."""

"""The screen: Textual. Holds no rules and knows no SQL."""

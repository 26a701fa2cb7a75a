"""The commands: one file per noun; every job of the app can be done here without a screen."""

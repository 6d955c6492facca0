"""The door on other people's web sites: one line of script, and behind it the chat with its visitors."""

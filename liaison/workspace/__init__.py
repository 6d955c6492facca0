"""The door for the team: pages that compose what the rooms below offer."""

"""Live chat: sites with our line on them, visitors who speak there, and the chats they have with us."""

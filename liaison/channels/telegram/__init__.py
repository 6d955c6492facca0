"""Telegram, by its Bot API: bots of ours, updates in, messages out."""

"""The new words of a mail, apart from what it quotes and how it is signed. In doubt, words stay."""

from liaison.channels.email.reading.replies.split import Split, split_reply

__all__ = ["Split", "split_reply"]

"""The small ASGI dispatcher: bodies in before a thread is taken, answers out after it is given back."""

"""Pages about forms: for whoever configures them, and for whoever fills them in."""

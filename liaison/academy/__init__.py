"""Training, shadowing, practice customers and quality reviews. Nothing is built here yet."""

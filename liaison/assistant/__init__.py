"""The virtual representative, under the same guidance and limits as people. Nothing is built here yet."""

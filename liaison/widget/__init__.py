"""The door on other people's web sites: live chat and click-to-call. Nothing is built here yet."""

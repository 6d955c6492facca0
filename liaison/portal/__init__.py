"""The door for customers: help centre, my tickets, my orders, survey pages. Nothing is built here yet."""

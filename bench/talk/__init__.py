"""Visitors and representatives as their pages behave, thousands of them in one cheap process."""

"""Making a large company by COPY: rows as the actions write them, in minutes instead of days."""

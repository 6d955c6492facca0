"""Bringing in what another system knows: a file, a mapping of its columns and values, and the rows that come of it.

*File* is read into *records*; a *mapping* says which entity each record tells of and where its fields stand; what
comes of it is taken in by the rooms, in batches. It lives in the door for programs, above every room it speaks to.
"""

"""The company's own systems: where orders are kept, the built-in store or a shop outside, and what each can do.

**Shop**: one such system, spoken to by the adapter of its kind. **Deed**: what is asked of a shop, with a key of ours
by which it is found again. **Outside action**: a deed with its life: asked, doing, done, failed or unknown.
"""

"""Measured speed. `./run bench [NAME…]`: one line of JSON for each figure, with the floor it must keep beside it."""

"""A shop that never was, whose data lies in files of its own making: for the journey of an import."""

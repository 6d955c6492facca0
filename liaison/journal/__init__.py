"""What happened and who reacts: entry, record, on; sealed into one numbered, hash-chained line."""

"""The pages of the team: each reads, asks the gate, shows."""

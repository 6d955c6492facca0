"""The people and assistants who answer: member, brand, department."""

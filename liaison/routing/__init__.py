"""Who should answer and by when: queues, capacity, business hours, escalation. Nothing is built here yet."""

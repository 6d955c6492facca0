"""Who should answer and by when: who takes live work now, how much at once, and to whom it is offered."""

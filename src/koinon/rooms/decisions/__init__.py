"""What was decided and what follows from it: the register, consequences, and the working plan."""

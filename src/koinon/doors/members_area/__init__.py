"""The members' area: how we stand, what we declare, what we owe."""

"""What every room stands on: action, journal, facts, outbox, schedule, permissions, clock."""

"""Invoices, reminders, payments, and the standing that follows from them."""

"""A meeting while it happens: the delegate's phone, the chair's desk, the door of the hall, the big screen."""

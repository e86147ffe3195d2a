"""Meetings of bodies: from the convocation to the approved minutes."""

"""What all doors share to show things: formats, components, the frame's context, error pages."""

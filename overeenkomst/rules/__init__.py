"""What must hold, pure."""

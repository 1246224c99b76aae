"""Django looks for a room's template tags here."""

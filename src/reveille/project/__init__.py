"""Settings, addresses and start-up checks of an installation."""

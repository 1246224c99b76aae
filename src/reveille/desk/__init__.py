"""The editor's desk: pages and forms behind a sign-in, and the log of who did what."""

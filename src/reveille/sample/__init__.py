"""The sample morning: two invented days of news, and the press that serves them on loopback."""

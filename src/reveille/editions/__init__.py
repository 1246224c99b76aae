"""The day's paper: a newsletter's editions, the stories placed in them, and the bytes they were closed with."""

"""Other programs hear when an edition closes and when it is sent: a queue of calls, each made until it is taken."""

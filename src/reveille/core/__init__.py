"""PURE judgement: values in, values out. No Django, no I/O; `now`, settings and randomness are arguments."""

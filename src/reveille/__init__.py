"""Reveille gathers the day's news on a beat and mails it, once.

The way of the data, and the room each step lives in:

    outlet -> feed             sources       whom we read, and when we read them last
    feed -> article -> story   newsroom      what was published, once; which articles tell one event
    story -> edition           editions      what the day's paper says, and the bytes it was closed with
    edition -> delivery        delivery      one row for each subscription: planned, sent, or why not
    delivery -> subscriber     subscribers   who asked for it, how, and when they left

Every decision on that way is a pure function in ``core``. The rooms only load, decide and store; ``mail`` is how a
letter leaves; ``site`` shows; ``day`` says the order of the steps, and nothing else does; ``moving`` takes the whole
database to another one.
"""

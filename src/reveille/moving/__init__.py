"""An installation's database, moved to another one: SQLite to PostgreSQL as it grows, or back.

Promises: the source is read in one state and left as it is, and nothing is written there meanwhile; the other side gets
all of it or none, and each table is counted and compared there before it counts.
"""

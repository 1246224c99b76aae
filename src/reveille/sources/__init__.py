"""Whom we read: outlets, their feeds, and what happened each time we asked."""

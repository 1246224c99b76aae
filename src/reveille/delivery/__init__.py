"""Who got what: one row for each edition and subscription, from planned to one final state."""

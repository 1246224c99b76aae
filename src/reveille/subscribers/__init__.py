"""Who asked for it: subscribers, their subscriptions and consent, and whom we must not write to."""

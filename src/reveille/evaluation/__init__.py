"""Judge the judgement on labelled files, by the same core functions that the day runs."""

"""What was published: articles, what we judged of them, and the stories that they tell."""

"""The API: closed editions and their stories for everybody, the desk's acts for who has a token."""

"""Words of the site for templates."""

"""How hits look in a terminal, as JSON, as HTML."""

"""What is said of a query that finds nothing, or too little: why, and what else could be asked."""

"""What is packed: archives whose members are sources, and packages of parts."""

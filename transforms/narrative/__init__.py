"""The numbers that the prose states, each with its sentence."""

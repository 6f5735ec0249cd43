"""The tables of the warehouse, declared once, with their codes and rules."""

"""How a report is divided: its title, its sections, where it ends."""

"""Settings of all tests."""

from hypothesis import settings

# Machines differ and are shared: no test may fail for having been slow.
settings.register_profile("nianbao", deadline=None)
settings.load_profile("nianbao")

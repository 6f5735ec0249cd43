"""Settings of all tests."""

import os

from hypothesis import settings

# What is said is compared in English, also of processes that are given none of our settings.
os.environ.pop("LC_ALL", None)
os.environ.pop("NIANBAO_LANG", None)
os.environ["LC_MESSAGES"] = "en_US"

# Machines differ and are shared: no test may fail for having been slow.
settings.register_profile("nianbao", deadline=None)
settings.load_profile("nianbao")

"""For every test: a property that is slow on a busy machine is not a broken one."""

from hypothesis import settings

settings.register_profile("philomel", deadline=None)
settings.load_profile("philomel")

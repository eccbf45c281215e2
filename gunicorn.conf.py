"""What every gunicorn of the portal does; it reads this by itself. Addresses and numbers stand on the command line.

The portal is loaded once, before the workers are made: they share that memory, and the garbage collector does not
walk through it again and again (docs/snelheid.md).
"""

import gc

preload_app = True


def when_ready(server):
    gc.collect()
    gc.freeze()

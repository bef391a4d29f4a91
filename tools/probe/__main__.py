"""python -m tools.probe http://gateway:8088/system/webdev/<project>/probe, with TOKEN in the environment."""

import sys

from tools.probe.cli import main

sys.exit(main())

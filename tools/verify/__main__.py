"""python -m tools.verify --url http://gateway:8088/system/webdev/<project>, with TOKEN in the environment."""

import sys

from tools.verify.cli import main

sys.exit(main())

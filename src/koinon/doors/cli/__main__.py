"""`bin/koinon`: the confederation's command line."""

import sys

from koinon.doors.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

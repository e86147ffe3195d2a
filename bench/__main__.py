"""Run benchmarks by name, or all of them."""

import platform
import sys

from bench import fees
from bench.databases import run_on_each, run_once

EACH = {name: f"bench.{name}" for name in ("invoices", "desk", "join", "assembly", "minutes")}
ONCE = {"start": "bench.start"}


def main(names: list[str]) -> int:
    """Print the tables of the named benchmarks."""
    known = ["fees", *EACH, *ONCE]
    if unknown := set(names) - set(known):
        print(f"There is no benchmark {', '.join(sorted(unknown))}; there are: {', '.join(known)}.", file=sys.stderr)
        return 2
    print(f"{platform.platform()}, Python {platform.python_version()}")
    for name in names or known:
        if name == "fees":
            fees.main()
        elif name in EACH:
            run_on_each(EACH[name])
        else:
            run_once(ONCE[name])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

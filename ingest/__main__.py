"""Entry point of the command `dorkarta` and of `python -m ingest`."""

import sys


def main() -> None:
    """Runs the command line application."""
    from warehouse.lean import spare_pandas
    from warehouse.processes import collect_rarely, isolate_children, leave_current_folder

    if "app" not in sys.argv:
        spare_pandas()
    collect_rarely()
    leave_current_folder()
    isolate_children()
    from ingest.commands.application import application
    from ingest.commands.streams import safe_streams

    safe_streams()
    application(sys.argv[1:])()


if __name__ == "__main__":
    main()

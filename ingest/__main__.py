"""Entry point of the command `dorkarta` and of `python -m ingest`."""


def main() -> None:
    """Runs the command line application."""
    from warehouse.processes import isolate_children, leave_current_folder

    leave_current_folder()
    isolate_children()
    from ingest.commands.application import app
    from ingest.commands.streams import safe_streams

    safe_streams()
    app()


if __name__ == "__main__":
    main()

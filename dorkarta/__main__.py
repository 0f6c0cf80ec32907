"""`python -m dorkarta` is the command `dorkarta`."""

from ingest.__main__ import main

if __name__ == "__main__":
    main()

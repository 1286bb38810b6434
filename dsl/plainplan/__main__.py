"""`python -m plainplan` is the `plainplan` program."""

from plainplan.cli import main

if __name__ == "__main__":
    raise SystemExit(main())

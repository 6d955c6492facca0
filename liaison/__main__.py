"""`python -m liaison` is the command line."""

from liaison.config.cli import main

raise SystemExit(main())

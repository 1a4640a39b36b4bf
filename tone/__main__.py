"""Run the command as ``python -m tone``."""

from tone.cli import main

if __name__ == "__main__":
    main()

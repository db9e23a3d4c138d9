"""The benchmarks: `python -m bench`. They measure and print; they assert nothing about time."""

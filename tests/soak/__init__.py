"""Bad days, at length and on real servers: `make soak`. What they prove is in FAULTS.md."""

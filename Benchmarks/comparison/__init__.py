"""What `make bench` measures: cases, the libraries that can do them, and a report of the times."""

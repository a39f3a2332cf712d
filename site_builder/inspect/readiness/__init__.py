"""Whether a machine, a folder, a host and the workflows are ready, and what to type for each thing that is not."""

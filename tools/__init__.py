"""Scripts that write data kept in the repository; none of them runs during a build."""

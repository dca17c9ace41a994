"""What several tests share: the tools of the slow tests and how to drive them."""

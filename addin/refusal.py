"""What a job raises when it cannot be done: one Vietnamese sentence for the clerk."""


class Refusal(Exception):
    """A job that cannot be done, in one sentence: where → what is wrong → what to do."""

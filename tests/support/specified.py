"""How the strict readers say that bytes are not as a file format's specification wants them."""


class NotAsSpecified(Exception):
    """Bytes that a specification does not allow; the message names its section."""


def need(condition: object, section: str, what: object = "") -> None:
    """Raise NotAsSpecified, with the section that asks for it, unless a condition holds."""
    if not condition:
        raise NotAsSpecified(f"{section}: {what}" if what else section)

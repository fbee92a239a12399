"""The password of the mail server: in the system's keyring, else in memory while Muster runs."""

from typing import Final

from crm.domain.emailing import MailServer

SERVICE: Final = "Muster mail"

_remembered: dict[str, str] = {}
"""Passwords typed in this session, where the system has no keyring to keep them in."""


def password_of(server: MailServer) -> str | None:
    """Give the password of a server's account; None where it has to be asked for."""
    if not server.user:
        return ""
    if server.account in _remembered:
        return _remembered[server.account]
    import keyring  # looks for the stores of the system, which takes its time
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, server.account)
    except KeyringError:
        return None


def keep_password(server: MailServer, password: str) -> bool:
    """Keep a password; False where it is remembered only until Muster ends."""
    import keyring
    from keyring.errors import KeyringError

    _remembered[server.account] = password
    try:
        keyring.set_password(SERVICE, server.account, password)
    except KeyringError:
        return False
    return True


def forget_password(server: MailServer) -> None:
    """Forget a password everywhere."""
    import keyring
    from keyring.errors import KeyringError

    _remembered.pop(server.account, None)
    try:
        if keyring.get_password(SERVICE, server.account) is not None:
            keyring.delete_password(SERVICE, server.account)
    except KeyringError:
        return

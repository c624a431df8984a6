"""A mail server that takes its time and keeps each mail in a file, so that a process may be killed around it."""

import os
import time
import uuid
from pathlib import Path

from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Wait, write, wait: a kill falls before, or after, the mail has left."""

    def send_messages(self, messages):
        folder = Path(os.environ["MAILS_OF_THE_TEST"])
        for message in messages:
            time.sleep(0.03)
            (folder / f"{message.to[0]}.{uuid.uuid4().hex}").write_text(message.body)
            time.sleep(0.03)
        return len(messages)

"""Logs: one JSON object a line on standard error, without personal data."""

import logging
import logging.config

import structlog


def configure(*, level: str) -> None:
    """Send the logs of Polyphonie and of its libraries through one JSON formatter."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    logging.config.dictConfig(
        {
            "version": 1,
            "disable_existing_loggers": False,
            "formatters": {
                "json": {
                    "()": structlog.stdlib.ProcessorFormatter,
                    "foreign_pre_chain": shared,
                    "processors": [
                        structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                        structlog.processors.format_exc_info,
                        structlog.processors.JSONRenderer(ensure_ascii=False),
                    ],
                },
            },
            # On the handler too: the worker of django-tasks raises the level of its own loggers.
            "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json", "level": level}},
            "root": {"handlers": ["stderr"], "level": level},
            # Addresses and query strings of visitors are personal data: the server's access log stays off.
            "loggers": {
                "_granian": {"level": "WARNING"},
                "django.request": {"level": "ERROR"},
                "django.server": {"level": "WARNING"},
            },
        }
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )

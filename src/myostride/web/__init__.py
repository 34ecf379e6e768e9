"""The dashboard: pages and an HTTP API over the use cases of `home`; no science in here."""

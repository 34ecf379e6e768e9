"""A page printed to PDF by the browser that is there anyway."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory

from myostride.errors import InputError

__all__ = ["browser", "html_to_pdf"]

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
LONGEST_S = 90.0


def browser() -> str | None:
    """The path of a browser that can print, None where there is none."""
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)


def html_to_pdf(html: str) -> bytes:
    """The bytes of a PDF of a page.

    Raises
    ------
    InputError
        In one line, where there is no browser or it does not print.
    """
    program = browser()
    if program is None:
        raise InputError(
            "pdf needs the browser chromium, which is not installed; write html and print it "
            "from any browser"
        )
    with TemporaryDirectory(prefix="myostride-") as folder:
        page, pdf = Path(folder) / "plan.html", Path(folder) / "plan.pdf"
        page.write_text(html, encoding="utf-8")
        try:
            subprocess.run(
                [program, *_options(Path(folder), pdf), page.as_uri()],
                capture_output=True,
                check=True,
                timeout=LONGEST_S,
            )
            return pdf.read_bytes()
        except (OSError, subprocess.SubprocessError) as error:
            raise InputError(
                f"pdf: {Path(program).name} did not print the page ({type(error).__name__}); "
                "write html and print it from any browser"
            ) from None


def _options(folder: Path, pdf: Path) -> list[str]:
    options = [
        "--headless",
        "--disable-gpu",
        "--no-first-run",
        "--no-pdf-header-footer",
        f"--user-data-dir={folder / 'profile'}",
        f"--print-to-pdf={pdf}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--no-sandbox")  # the browser refuses to start for root with one
    return options

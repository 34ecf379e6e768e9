"""What GPX and TCX have in common: a safe head, a bounded stream, points and times."""

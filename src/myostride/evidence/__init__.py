"""Studies as files, what the model predicts for them, and how far off it is."""

from myostride.evidence.study_files import BUILT_IN, StudyFolder, read_studies
from myostride.evidence.validation import Validation, validate

__all__ = ["BUILT_IN", "StudyFolder", "Validation", "read_studies", "validate"]

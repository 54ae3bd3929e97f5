"""The check rules: pure functions from an `Extraction` to results and findings.

Rules are declared in `reference/check_rules.yaml` (code, family, severity, the sentence for the clerk,
source) and read by `rules`. Data flows: figures → `statements` and `stated_values` (what is said
together, what is said of one key) → the rules (`changes`, `shares`, `sums`, `agreement`, `plausibility`),
which compare by `percentages` over `spans` → `CheckResult`s (true, false, could not be evaluated) →
`evaluation`, which turns the false ones into `Finding`s. Nothing here reads a document, a database or the
clock.
"""

from schemas.checks.evaluation import check_extraction, evaluate
from schemas.checks.result import CheckResult, Outcome

__all__ = ["CheckResult", "Outcome", "check_extraction", "evaluate"]

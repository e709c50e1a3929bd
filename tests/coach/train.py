"""Learn the weights of `bot.coach.likeness` from the labelled goals: `make train`, after goals were added.

Needs scikit-learn, which Milepost itself does not: the weights are written as data.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import chain
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

from bot.coach.leaving import GROUPS, outright
from bot.coach.lexicon import load
from bot.coach.likeness import FOLDER, signs
from bot.coach.parse import Sentence, parse
from tests.coach.evaluate import LEARNT_FROM, goals

KEPT = 20_000
"""Signs that are written: those that weigh most."""
RULED, TAKEN_BACK = 1.0, -1.0
"""What the rules' word counts beside the signs; chosen on goals that the rules had not seen."""


def features(sentences: Sequence[Sentence]) -> dict[str, float]:
    found = set(chain.from_iterable(map(signs, sentences)))
    return dict.fromkeys(found, 1 / max(len(found), 1) ** 0.5)


def ruled(sentences: Sequence[Sentence]) -> float:
    if outright(sentences):
        return RULED
    return TAKEN_BACK if any(sentence.all(*GROUPS) for sentence in sentences) else 0.0


def enough(truth: Any, sums: Any) -> float:
    """Return the sum from which on as many are missed as are called wrongly."""
    return float(np.sort(sums)[-truth.sum()])


def main() -> None:
    items = [item for name in LEARNT_FROM for item in goals(name) if "leaving_employer" in item["labels"]]
    truth = np.array([item["labels"]["leaving_employer"] for item in items])
    read = [parse(item["text"], load()) for item in items]
    names = DictVectorizer()
    seen = names.fit_transform(map(features, read))
    model = LogisticRegression(C=20, class_weight="balanced", fit_intercept=False, max_iter=5_000)
    unseen = np.array([*map(ruled, read)])
    unseen += cross_val_predict(model, seen, truth, cv=10, method="decision_function")
    model.fit(seen, truth)
    weighed = sorted(zip(model.coef_[0], names.get_feature_names_out(), strict=True), key=lambda pair: -abs(pair[0]))
    learnt = {
        "enough": round(enough(truth, unseen), 2),
        "ruled": RULED,
        "taken_back": TAKEN_BACK,
        "signs": {str(sign): round(float(weight), 2) for weight, sign in sorted(weighed[:KEPT], key=lambda p: p[1])},
    }
    text = json.dumps(learnt, ensure_ascii=False, indent=0, sort_keys=True)
    (FOLDER / "en_leaving.json").write_text(f"{text}\n", encoding="utf-8")
    print(f"{len(items)} goals, {truth.sum()} of leaving; enough: {learnt['enough']}")  # noqa: T201 - it is a command


if __name__ == "__main__":
    main()

"""Learn the weights of `bot.coach.likeness` from the labelled goals: `make train`, after goals were added.

Needs scikit-learn, which Milepost itself does not: the weights are written as data.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold, cross_val_predict
from sklearn.svm import LinearSVC

from bot.coach.clause import clause
from bot.coach.general import too_general
from bot.coach.leaving import GROUPS
from bot.coach.lexicon import FOLDER, load
from bot.coach.likeness import all_signs
from bot.coach.mending import VERBAL
from bot.coach.parse import Sentence, parse
from bot.coach.plain import plain
from tests.coach.evaluate import ALSO, LEARNT_FROM, NOW, ORDINARY, goals
from tests.coach.ruled import outright

USUAL = (*ALSO, *ORDINARY, "goals_plain")
"""Sets in which not much more leaves, or sounds like it, than among people's goals."""
KEPT = 20_000
"""Signs that are written: those that weigh most."""
RULED, TAKEN_BACK = 0.5, -0.5
"""What the rules' word counts beside the signs; chosen on goals that the rules had not seen."""
GENERAL_RULED, GENERAL_ENOUGH = 2.5, 1.25
"""The same for what is too general, and the sum from which on it is so; chosen with each held-out set left out."""
GENERAL_KEPT = 10_000


def as_read(text: str) -> tuple[Sentence, ...]:
    return plain(text, load(), year=NOW.year).sentences


def features(sentences: Sequence[Sentence]) -> dict[str, float]:
    found = all_signs(sentences)
    return dict.fromkeys(found, 1 / max(len(found), 1) ** 0.5)


def ruled(sentences: Sequence[Sentence]) -> float:
    if outright(sentences):
        return RULED
    return TAKEN_BACK if any(sentence.all(*GROUPS) for sentence in sentences) else 0.0


def tellings(text: str) -> Iterator[str]:
    """Yield a goal as it stands, and told as a plan: "quit smoking", "I'm quitting smoking"."""
    yield text
    first, _, rest = text.partition(" ")
    word = next((word for sentence in parse(first, load()) for word in sentence.words), None)
    if rest and word is not None and word.isa(*VERBAL, "quitword", "ending") and not word.text.endswith("ing"):
        yield f"I'm {gerund(word.text)} {rest}"


def gerund(verb: str) -> str:
    if verb.endswith("ie"):
        return f"{verb[:-2]}ying"
    if verb.endswith("e") and not verb.endswith(("ee", "oe", "ye")):
        return f"{verb[:-1]}ing"
    short = len(verb) < 5 and verb[-1] not in "aeiouwxy" and verb[-2] in "aeiou" and verb[-3:-2] not in "aeio"
    return f"{verb}{verb[-1] * short}ing"


def enough(truth: Any, sums: Any) -> float:
    """Return the sum from which on as many goals are missed as are called wrongly."""
    missed_or_called = ((sum((sums < at) & truth), sum((sums >= at) & ~truth), at) for at in np.sort(sums))
    return next(float(at) for missed, called, at in missed_or_called if missed >= called)


def leaving() -> dict[str, Any]:
    items = [(name, item) for name in LEARNT_FROM for item in goals(name) if "leaving_employer" in item["labels"]]
    rows = [(number, told, name, item) for number, (name, item) in enumerate(items) for told in tellings(item["text"])]
    truth = np.array([item["labels"]["leaving_employer"] for *_, item in rows])
    read = [as_read(told) for _, told, *_ in rows]
    names = DictVectorizer()
    seen = names.fit_transform(map(features, read))
    seen.indices, seen.indptr = seen.indices.astype("int32"), seen.indptr.astype("int32")  # liblinear knows no others
    model = LinearSVC(C=1, class_weight="balanced", fit_intercept=False, max_iter=10_000)
    of_goal = [number for number, *_ in rows]
    unseen = np.array([*map(ruled, read)])
    unseen += cross_val_predict(model, seen, truth, cv=GroupKFold(10), groups=of_goal, method="decision_function")
    usual = np.array([told == item["text"] and name in USUAL for _, told, name, item in rows])
    model.fit(seen, truth)
    least = enough(truth[usual], unseen[usual])
    gone = sum(item["labels"]["leaving_employer"] for _, item in items)
    print(f"{len(items)} goals, {gone} of leaving; enough: {least:.2f}")  # noqa: T201 - it is a command
    return {"enough": round(least, 2), "ruled": RULED, "taken_back": TAKEN_BACK, "signs": weighed(model, names, KEPT)}


def general() -> dict[str, Any]:
    items = [item for name in LEARNT_FROM for item in goals(name) if "too_general" in item["labels"]]
    truth = np.array([item["labels"]["too_general"] for item in items])
    read = [as_read(item["text"]) for item in items]
    names = DictVectorizer()
    seen = names.fit_transform(map(features, read))
    model = LogisticRegression(C=10, class_weight="balanced", fit_intercept=False, max_iter=5_000)
    alone = cross_val_predict(model, seen, truth, cv=10, method="decision_function")
    by_rule = np.array([all(too_general(clause(one)) for one in sentences) for sentences in read])
    told = alone + GENERAL_RULED * by_rule >= GENERAL_ENOUGH
    right, said = (told & truth).sum(), told.sum()
    model.fit(seen, truth)
    print(  # noqa: T201 - it is a command
        f"{len(items)} goals, {truth.sum()} too general; by cross-validation, with rules that have seen them: "
        f"precision {right / said:.3f}, recall {right / truth.sum():.3f}"
    )
    return {
        "enough": GENERAL_ENOUGH,
        "ruled": GENERAL_RULED,
        "taken_back": 0.0,
        "signs": weighed(model, names, GENERAL_KEPT),
    }


def weighed(model: LogisticRegression | LinearSVC, names: DictVectorizer, most: int) -> dict[str, float]:
    """Return the signs that weigh most, each with its weight."""
    pairs = sorted(zip(model.coef_[0], names.get_feature_names_out(), strict=True), key=lambda pair: -abs(pair[0]))
    return {str(sign): round(float(weight), 2) for weight, sign in sorted(pairs[:most], key=lambda pair: pair[1])}


def main() -> None:
    for about, learnt in (("leaving", leaving()), ("general", general())):
        text = json.dumps(learnt, ensure_ascii=False, indent=0, sort_keys=True)
        (FOLDER / f"en_{about}.json").write_text(f"{text}\n", encoding="utf-8")


if __name__ == "__main__":
    main()

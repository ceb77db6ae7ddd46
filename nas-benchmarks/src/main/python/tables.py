"""AutoSearch's tables beside scikit-learn's gradient boosting and multi-layer perceptron, both with default settings.

usage: tables.py OUT --auto 'mvn -o -q -pl nas-examples -am compile exec:java -Dexec.args="auto {}"' [--optdigits optdigits.tra] [--minutes 2] [--seeds 1 2 3 4 5] [--only wine,cars]

For each data set and seed a fifth of the rows is drawn as test data, of classes a fifth of each. The peers get columns that are
standardised, categories as one column each, and gaps as the median; AutoSearch gets the table as it is. OUT gets the tables, a folder of
each search, and tables.csv: data set, seed, method, score (accuracy, or R2 where numbers are foretold), seconds.
Needs scikit-learn, pandas and vega_datasets.
"""

import argparse
import json
import pathlib
import shlex
import statistics
import subprocess
import time

import pandas as pd
from sklearn import datasets
from sklearn.compose import make_column_selector, make_column_transformer
from sklearn.ensemble import GradientBoostingClassifier, GradientBoostingRegressor
from sklearn.impute import SimpleImputer
from sklearn.model_selection import train_test_split
from sklearn.neural_network import MLPClassifier, MLPRegressor
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler


def loaded(loader):
    bunch = loader(as_frame=True)
    frame = bunch.data.copy()
    frame.columns = [c.replace(" ", "_") for c in frame.columns]
    frame["target"] = bunch.target
    return frame


def cars():
    from vega_datasets import data

    frame = data.cars().drop(columns=["Name"])
    frame["Year"] = frame["Year"].dt.year
    return frame.dropna(subset=["Miles_per_Gallon"]).reset_index(drop=True)


def optdigits(path):
    with open(path) as file:
        named = not file.readline()[0].isdigit()
    frame = pd.read_csv(path, header=0 if named else None)
    frame.columns = ["p%d" % i for i in range(64)] + ["target"]
    return frame


def tables(arguments):
    all_of_them = {
        "wine": (lambda: loaded(datasets.load_wine), "target", True),
        "cancer": (lambda: loaded(datasets.load_breast_cancer), "target", True),
        "diabetes": (lambda: loaded(datasets.load_diabetes), "target", False),
        "cars": (cars, "Miles_per_Gallon", False),
    }
    if arguments.optdigits:
        all_of_them["optdigits"] = (lambda: optdigits(arguments.optdigits), "target", True)
    only = arguments.only.split(",") if arguments.only else list(all_of_them)
    return {name: all_of_them[name] for name in only}


def peer(model, train, test, target):
    columns = make_column_transformer(
        (make_pipeline(SimpleImputer(strategy="median"), StandardScaler()), make_column_selector(dtype_include="number")),
        (OneHotEncoder(handle_unknown="ignore", sparse_output=False), make_column_selector(dtype_exclude="number")),
    )
    pipeline = make_pipeline(columns, model)
    pipeline.fit(train.drop(columns=[target]), train[target])
    return pipeline.score(test.drop(columns=[target]), test[target])


def auto(arguments, folder, train, test, target, classifies, seed):
    folder.mkdir(parents=True, exist_ok=True)
    as_words = lambda frame: frame.assign(**{target: "c" + frame[target].astype(str)}) if classifies else frame
    as_words(train).to_csv(folder / "train.csv", index=False)
    as_words(test).to_csv(folder / "test.csv", index=False)
    options = [
        "--data=%s" % (folder / "train.csv").resolve(), "--test=%s" % (folder / "test.csv").resolve(), "--target=" + target,
        "--minutes=%g" % arguments.minutes, "--seed=%d" % seed, "--out=%s" % (folder / "out").resolve()]
    command = [part.replace("{}", " ".join(options)) for part in shlex.split(arguments.auto)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    best = json.loads((folder / "out" / "result.json").read_text())["best"]
    return best["testAccuracy" if classifies else "testR2"]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--auto", required=True)
    parser.add_argument("--optdigits")
    parser.add_argument("--minutes", type=float, default=2)
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3, 4, 5])
    parser.add_argument("--only")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with open(arguments.out / "tables.csv", "w") as file:
        file.write("table,seed,method,score,seconds\n")
        for name, (load, target, classifies) in tables(arguments).items():
            frame = load()
            scores = {}
            for seed in arguments.seeds:
                train, test = train_test_split(
                    frame, test_size=0.2, random_state=seed, stratify=frame[target] if classifies else None)
                methods = {
                    "boosting": lambda: peer(
                        (GradientBoostingClassifier if classifies else GradientBoostingRegressor)(random_state=seed),
                        train, test, target),
                    "perceptron": lambda: peer(
                        (MLPClassifier if classifies else MLPRegressor)(random_state=seed), train, test, target),
                    "auto": lambda: auto(
                        arguments, arguments.out / ("%s-%d" % (name, seed)), train, test, target, classifies, seed),
                }
                for method, run in methods.items():
                    begun = time.time()
                    score = run()
                    scores.setdefault(method, []).append(score)
                    file.write("%s,%d,%s,%.5f,%.1f\n" % (name, seed, method, score, time.time() - begun))
                    file.flush()
            for method, each in scores.items():
                error = statistics.stdev(each) / len(each) ** 0.5 if len(each) > 1 else float("nan")
                print("%-10s %-10s mean %.4f standard error %.4f" % (name, method, statistics.mean(each), error), flush=True)


if __name__ == "__main__":
    main()

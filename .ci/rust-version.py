"""Checks what Rust a user of the crate needs: no package of its normal dependencies, with all features
and on every platform, needs a newer one than the crate promises.

Prints which packages these are. What else they have to be, cargo-deny checks (deny.toml).
"""

import json
import subprocess
import sys


def cargo(*arguments):
    command = ["cargo", *arguments, "--locked"]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def normal_dependencies(*features):
    """The crate and the packages that it brings along; what only its tests need is left out."""
    # The tree knows what is needed, without the features that tests turn on; the metadata knows
    # the rest.
    shape = ["--edges=normal", "--target=all", "--prefix=none", "--format={p}"]
    tree = cargo("tree", "--package=closeframe", *shape, *features)
    [crate, *needed] = dict.fromkeys(tuple(line.split()[:2]) for line in tree.splitlines())
    packages = json.loads(cargo("metadata", "--format-version=1", "--all-features"))["packages"]
    packages = {(it["name"], f"v{it['version']}"): it for it in packages}
    return packages[crate], [packages[name] for name in needed]


def version(text):
    numbers = [int(number) for number in text.split(".")]
    return numbers + [0] * (3 - len(numbers))


def problems(crate, dependencies):
    for package in dependencies:
        name = f"{package['name']} {package['version']}"
        if version(package["rust_version"] or "0") > version(crate["rust_version"]):
            yield f"{name} needs Rust {package['rust_version']}"


def names(dependencies):
    return f"{len(dependencies)}: {', '.join(sorted(it['name'] for it in dependencies))}"


crate, by_default = normal_dependencies()
_, with_all = normal_dependencies("--all-features")
print(f"packages by default, {names(by_default)}")
print(f"packages with all features, {names(with_all)}")
found = list(problems(crate, with_all))
for problem in found:
    print(f"rust-version: {problem}", file=sys.stderr)
sys.exit(1 if found else 0)

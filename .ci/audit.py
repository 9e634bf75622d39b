"""Checks what a user of the crate gets with it: the packages of its normal dependencies, with all
features and on every platform.

Fails if a licence is not on the list, if one needs a newer Rust than the crate promises, or if a
package comes in two versions with the default features. With axum some do: axum 0.8 brings the
tungstenite before ours, and what that one needs.
"""

import json
import re
import subprocess
import sys

LICENCES = {
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
}

def cargo(*arguments):
    command = ["cargo", *arguments, "--locked"]
    return subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout


def normal_dependencies(*features):
    """The crate and the packages that it brings along; what only its tests need is left out."""
    # The tree knows what is needed, without the features that tests turn on; the metadata knows
    # the rest.
    shape = ["--edges=normal", "--target=all", "--prefix=none", "--format={p}"]
    tree = cargo("tree", *shape, *features)
    [crate, *needed] = dict.fromkeys(tuple(line.split()[:2]) for line in tree.splitlines())
    packages = json.loads(cargo("metadata", "--format-version=1", "--all-features"))["packages"]
    packages = {(it["name"], f"v{it['version']}"): it for it in packages}
    return packages[crate], [packages[name] for name in needed]


def is_allowed(expression):
    """Whether an SPDX expression can be met with the licences of the list."""
    # Some old packages write "/" for "OR".
    tokens = re.findall(r"[()]|[^\s()]+(?:\s+WITH\s+[^\s()]+)?", expression.replace("/", " OR "))
    words = {"OR": "or", "AND": "and", "(": "(", ")": ")"}
    return eval(" ".join(words.get(token) or str(token in LICENCES) for token in tokens))


def version(text):
    numbers = [int(number) for number in text.split(".")]
    return numbers + [0] * (3 - len(numbers))


def problems(crate, dependencies):
    for package in dependencies:
        name = f"{package['name']} {package['version']}"
        if not is_allowed(package["license"] or "none"):
            yield f"{name} has the licence {package['license']}"
        if version(package["rust_version"] or "0") > version(crate["rust_version"]):
            yield f"{name} needs Rust {package['rust_version']}"


def problems_of_default(crate, dependencies):
    versions = {}
    for package in dependencies:
        versions.setdefault(package["name"], []).append(package["version"])
    for name, several in versions.items():
        if len(several) > 1:
            yield f"{name} comes in the versions {', '.join(several)}"

    [tungstenite] = [it for it in dependencies if it["name"] == "tungstenite"]
    if crate["rust_version"] != tungstenite["rust_version"]:
        yield f"rust-version is {crate['rust_version']}, tungstenite's {tungstenite['rust_version']}"


def names(dependencies):
    return f"{len(dependencies)}: {', '.join(sorted(it['name'] for it in dependencies))}"


crate, by_default = normal_dependencies()
_, with_all = normal_dependencies("--all-features")
print(f"packages by default, {names(by_default)}")
print(f"packages with all features, {names(with_all)}")
found = [*problems(crate, with_all), *problems_of_default(crate, by_default)]
for problem in found:
    print(f"audit: {problem}", file=sys.stderr)
sys.exit(1 if found else 0)

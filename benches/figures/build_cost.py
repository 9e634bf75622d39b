"""What closeframe adds to the build of a program that has tokio-tungstenite, or tungstenite, already:
packages, and seconds of a clean build.

Prints a table. Both programs are empty, and have the same versions, features and profiles; they are
built in turn from nothing but downloaded sources, and the seconds are medians.
"""

import json
import os
import pathlib
import shutil
import statistics
import subprocess
import tempfile
import time
import tomllib

CRATE = pathlib.Path(__file__).resolve().parents[2]
BUILDS = 3
PROFILES = ["debug", "release"]


def manifest():
    return tomllib.loads((CRATE / "Cargo.toml").read_text())


def host_dependencies(with_tokio):
    """What a program without closeframe has: the host and its runtime, as closeframe wants them."""
    wanted = ["tokio-tungstenite", "tokio"] if with_tokio else ["tungstenite"]
    declared = manifest()["dependencies"]
    return {name: {**declared[name], "optional": False} for name in wanted}


def dependency(name, fields):
    known = {"version", "path", "features", "default-features"}
    # JSON's strings, lists and booleans are TOML's too.
    inline = ", ".join(f"{key} = {json.dumps(fields[key])}" for key in fields if key in known)
    return f"{name} = {{ {inline} }}\n"


def program(folder, dependencies):
    """Writes an empty program."""
    (folder / "src").mkdir(parents=True)
    (folder / "src/main.rs").write_text("fn main() {}\n")
    lines = [dependency(name, fields) for name, fields in dependencies.items()]
    package = '[package]\nname = "program"\nversion = "0.0.0"\nedition = "2021"\n'
    (folder / "Cargo.toml").write_text(
        f"{package}\n[dependencies]\n{''.join(lines)}\n[workspace]\n"
    )
    shutil.copy(CRATE / "Cargo.lock", folder)
    return folder


def cargo(folder, *arguments):
    # A target folder of the caller's would not be clean, and wrappers would know the results.
    ignored = {"CARGO_TARGET_DIR", "RUSTC_WRAPPER", "CARGO_INCREMENTAL"}
    environment = {key: value for key, value in os.environ.items() if key not in ignored}
    done = subprocess.run(
        ["cargo", *arguments], cwd=folder, env=environment, text=True, capture_output=True
    )
    if done.returncode:
        raise SystemExit(f"cargo {' '.join(arguments)} failed:\n{done.stderr}")
    return done.stdout


def packages(folder):
    tree = cargo(folder, "tree", "--edges=normal,build", "--prefix=none", "--format={p}")
    return {line.split()[0] for line in tree.splitlines()} - {"program"}


def seconds(folder, profile):
    shutil.rmtree(folder / "target", ignore_errors=True)
    begun = time.monotonic()
    cargo(folder, "build", "--offline", *(["--release"] if profile == "release" else []))
    return time.monotonic() - begun


def programs(scratch, with_tokio):
    """A program without closeframe, and the same with it."""
    without = host_dependencies(with_tokio)
    ours = {"path": str(CRATE), "default-features": with_tokio}
    several = [without, {**without, "closeframe": ours}]
    folders = [
        program(scratch / f"{with_tokio}-{place}", dependencies)
        for place, dependencies in enumerate(several)
    ]
    for folder in folders:
        cargo(folder, "fetch")
    return folders


def median_seconds(folders):
    """For each folder, the seconds in each profile."""
    times = {(folder, profile): [] for folder in folders for profile in PROFILES}
    for _ in range(BUILDS):
        for folder, profile in times:
            times[folder, profile].append(seconds(folder, profile))
    return [[statistics.median(times[folder, it]) for it in PROFILES] for folder in folders]


def main():
    print("| build cost | bare | with closeframe | added |")
    print("|---|---:|---:|---|")
    with tempfile.TemporaryDirectory() as scratch:
        [bare, ours] = folders = programs(pathlib.Path(scratch), with_tokio=True)
        for features in ["default features", "without features"]:
            if features == "without features":
                [bare, ours] = programs(pathlib.Path(scratch), with_tokio=False)
            [few, many] = [packages(bare), packages(ours)]
            names = ", ".join(f"`{name}`" for name in sorted(many - few))
            print(f"| packages, {features} | {len(few)} | {len(many)} | {names} |")
        [before, after] = median_seconds(folders)
        for profile, few, many in zip(PROFILES, before, after):
            print(f"| seconds, {profile} | {few:.1f} | {many:.1f} | {many - few:+.1f} |")


if __name__ == "__main__":
    main()

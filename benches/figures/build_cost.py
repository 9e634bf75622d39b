"""What closeframe adds to the build of a program that has tokio-tungstenite, or tungstenite, already:
packages, seconds of a clean build, on the clock and on processors, and bytes of the program.

Prints a table. Programs that are compared have the same versions, features and profiles. The smallest
server echoes messages; it is built once in each profile, from nothing but downloaded sources.
What a feature adds is what the library alone takes with it, and what the server does that does not use it.
"""

import json
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile
import time
import tomllib

CRATE = pathlib.Path(__file__).resolve().parents[2]
PROFILES = ["debug", "release"]
FEATURES = ["hyper", "axum", "rustls", "pages"]
"""Those that are no default, and bring more than an implementation of a trait."""
SERVER = """\
use futures_util::{SinkExt, StreamExt};
use tokio::net::{TcpListener, TcpStream};

async fn serve(tcp: TcpStreamMONITOR) -> Option<()> {
    let mut ws = ACCEPT(tcp).await.ok()?;
    while let Some(Ok(message)) = ws.next().await {
        if message.is_text() || message.is_binary() {
            ws.send(message).await.ok()?;
        }
    }
    Some(())
}

fn main() {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        while let Ok((tcp, _)) = listener.accept().await {
            tokio::spawn(serve(tcpGIVEN));
        }
    });
}
"""
BARE = {"MONITOR": "", "ACCEPT": "tokio_tungstenite::accept_async", "GIVEN": ""}
WRAPPED = {
    "MONITOR": ", closes: closeframe::CloseMonitor",
    "ACCEPT": "closes.accept",
    "GIVEN": ", closeframe::CloseMonitor::default()",
}


def manifest():
    return tomllib.loads((CRATE / "Cargo.toml").read_text())


def host_dependencies(with_tokio):
    """What a program without closeframe has: the host and its runtime, as closeframe wants them."""
    wanted = ["tokio-tungstenite", "tokio"] if with_tokio else ["tungstenite"]
    declared = manifest()["dependencies"]
    return {name: {**declared[name], "optional": False} for name in wanted}


def server_dependencies():
    """What a server without closeframe has besides."""
    hosts = host_dependencies(with_tokio=True)
    hosts["tokio"]["features"] = [*hosts["tokio"]["features"], "rt-multi-thread"]
    return {**hosts, "futures-util": manifest()["dev-dependencies"]["futures-util"]}


def dependency(name, fields):
    known = {"version", "path", "features", "default-features"}
    # JSON's strings, lists and booleans are TOML's too.
    inline = ", ".join(f"{key} = {json.dumps(fields[key])}" for key in fields if key in known)
    return f"{name} = {{ {inline} }}\n"


def program(folder, dependencies, text="fn main() {}\n"):
    """Writes a program; its target folder is that of the one which was there before."""
    (folder / "src").mkdir(parents=True, exist_ok=True)
    (folder / "src/main.rs").write_text(text)
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


def server(folder, features=None):
    """Writes the smallest server; with closeframe, if features of it are named, which go beyond or below
    the default ones."""
    dependencies, text = server_dependencies(), SERVER
    if features is not None:
        dependencies["closeframe"] = {
            "path": str(CRATE), "default-features": False, "features": features,
        }
    for name, meant in (BARE if features is None else WRAPPED).items():
        text = text.replace(name, meant)
    program(folder, dependencies, text)
    cargo(folder, "fetch")
    return folder


def build(folder, profile, *more):
    """Seconds on the clock, and on processors."""
    def on_processors():
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        return used.ru_utime + used.ru_stime

    begun, before = time.monotonic(), on_processors()
    cargo(folder, "build", "--offline", *(["--release"] if profile == "release" else []), *more)
    return time.monotonic() - begun, on_processors() - before


def clean_build(folder, profile):
    shutil.rmtree(folder / "target", ignore_errors=True)
    return build(folder, profile)


def library_alone(folder):
    """Seconds on processors, where all else is built."""
    build(folder, "release")
    cargo(folder, "clean", "--release", "-p", "closeframe")
    return build(folder, "release", "-p", "closeframe")[1]


def stripped(folder):
    """Bytes of the program."""
    build(folder, "release")
    program, copy = folder / "target/release/program", folder / "stripped"
    subprocess.run(["strip", "-o", copy, program], check=True)
    return copy.stat().st_size


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


def main():
    print("| build cost | bare | with closeframe | added |")
    print("|---|---:|---:|---|")
    with tempfile.TemporaryDirectory() as scratch:
        scratch = pathlib.Path(scratch)
        for features in ["default features", "without features"]:
            [bare, ours] = programs(scratch, with_tokio=features == "default features")
            [few, many] = [packages(bare), packages(ours)]
            names = ", ".join(f"`{name}`" for name in sorted(many - few))
            print(f"| packages, {features} | {len(few)} | {len(many)} | {names} |")
        default = manifest()["features"]["default"]
        [bare, ours] = [server(scratch / "bare"), server(scratch / "ours", default)]
        # The seconds on the clock, and on processors.
        taken = {(it, profile): clean_build(it, profile) for profile in PROFILES for it in [bare, ours]}
        for profile in PROFILES:
            for what, few, many in zip(["seconds", "CPU seconds"], taken[bare, profile], taken[ours, profile]):
                print(f"| {what}, {profile} | {few:.1f} | {many:.1f} | {many - few:+.1f} |")
        few = stripped(bare)
        variants = {
            "default features": default,
            "without `german`": [it for it in default if it != "german"],
            **{f"with `{feature}`": [*default, feature] for feature in FEATURES},
        }
        for name, features in variants.items():
            alone = library_alone(server(ours, features))
            many = stripped(ours)
            print(f"| CPU seconds of closeframe alone, release, {name} | | {alone:.1f} | {alone:.1f} |")
            print(f"| bytes of a stripped server, {name} | {few} | {many} | {many - few:+} |")


if __name__ == "__main__":
    main()

"""Installs the peers into a cache outside the clone, once for each set of versions."""

import json
import lzma
import os
import re
import shutil
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
REQUIREMENTS = ROOT / "scripts" / "peers-requirements.txt"
MAPSHAPER = "0.7.70"
CODE = re.compile(rb'"code"\s*:\s*"([0-9][0-9AB][0-9]{3})"')


def cache():
    """The folder `maillage-peers` of the user's cache, or what MAILLAGE_PEERS_CACHE says."""
    base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = Path(os.environ.get("MAILLAGE_PEERS_CACHE") or base / "maillage-peers").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def python():
    """The interpreter of an environment that has what peers-requirements.txt pins."""
    name = f"venv-{sha256(REQUIREMENTS.read_bytes()).hexdigest()[:12]}"

    def install(folder):
        run([sys.executable, "-m", "venv", folder])
        run([folder / "bin" / "python", "-m", "pip", "install", "--quiet", "-r", REQUIREMENTS])

    # An environment holds its own path, so it is made in place and not moved.
    return made_once(cache() / name, install) / "bin" / "python"


def node_modules():
    """A folder `node_modules` that holds mapshaper."""

    def install(folder):
        folder.mkdir()
        options = ["--no-audit", "--no-fund", "--loglevel=error", "--prefix", folder]
        run(["npm", "install", *options, f"mapshaper@{MAPSHAPER}"])

    return made_once(cache() / f"mapshaper-{MAPSHAPER}", install) / "node_modules"


def unpacked(path):
    """The file itself, or what is in it if its name ends in .xz."""
    if path.suffix != ".xz":
        return path.absolute()

    def unpack(target):
        with lzma.open(path) as packed, target.open("wb") as plain:
            shutil.copyfileobj(packed, plain, 1 << 20)

    return made_once(cache() / path.stem, unpack)


def cut(path, last):
    """The features of departments up to `last`, of an unpacked file with one feature a line."""

    def keep(target):
        with path.open("rb") as whole, target.open("wb") as part:
            part.write(b'{"type":"FeatureCollection","features":[')
            separator = b"\n"
            for line in whole:
                found = CODE.search(line)
                if found and found[1][:2].decode() <= last:
                    part.write(separator + line.rstrip(b",\r\n"))
                    separator = b",\n"
            part.write(b"\n]}\n")

    return made_once(path.with_name(f"{path.stem}-to-{last}.geojson"), keep)


def made_once(path, make):
    """Makes `path` unless an earlier run has finished it: a file beside it tells that."""
    done = path.with_name(path.name + ".done")
    if not (done.exists() and path.exists()):
        print(f"making {path}", file=sys.stderr)
        shutil.rmtree(path, ignore_errors=True)
        make(path)
        done.touch()
    return path


def versions(interpreter, modules):
    """What is really installed, by name."""
    listed = run([interpreter, "-m", "pip", "list", "--format=json"])
    found = {package["name"]: package["version"] for package in json.loads(listed)}
    found["GEOS"] = run([interpreter, "-c", "import shapely; print(shapely.geos_version_string)"]).strip()
    if modules:
        about = json.loads((modules / "mapshaper" / "package.json").read_text())
        found |= {"mapshaper": about["version"], "node": run(["node", "--version"]).strip("v\n")}
    return found


def run(command):
    try:
        return subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True).stdout
    except FileNotFoundError:
        raise SystemExit(f"{command[0]} is not installed")
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"{command[0]} failed with exit code {error.returncode}")

# Read by script/server and script/test: a virtual environment of this checkout, with the packages of one file in it.
# Plain POSIX shell, so that it runs wherever a Python does. Sets PYTHON to the environment's own.

unset CDPATH PYTHONHOME PYTHONPATH
export PYTHONUTF8=1 PIP_DISABLE_PIP_VERSION_CHECK=1
VENV=${VENV_DIR:-$ROOT/.venv}
PYTHON=$VENV/bin/python

say() { printf '%s\n' "$*"; }

fail() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

version_of() { "$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null; }

# A Python of the right age that can make virtual environments; sets FOUND.
find_python() {
    unfit='' without_venv=''
    for candidate in python3.13 python3.12 python3.11 python3 python; do
        version=$(version_of "$candidate") || continue
        case $version in
        3.11 | 3.12 | 3.13)
            if "$candidate" -c 'import ensurepip, venv' 2>/dev/null; then
                FOUND=$candidate
                return
            fi
            without_venv=${without_venv:-$version}
            ;;
        *) unfit=$version ;;
        esac
    done
    [ -z "$without_venv" ] || fail "Python $without_venv is here, but without its venv module." \
        "On Debian and Ubuntu, install it with: sudo apt install python$without_venv-venv"
    [ -z "$unfit" ] || fail "This needs Python 3.11, 3.12 or 3.13; here is only Python $unfit." \
        "Install one of them (it can live beside yours) and run this again."
    fail "This needs Python 3.11, 3.12 or 3.13, and found no Python at all. Install one and run this again."
}

# $1: a Python; $2: a folder; $3: megabytes that must be free there.
need_space() {
    free=$("$1" -c 'import shutil, sys; print(shutil.disk_usage(sys.argv[1]).free >> 20)' "$2") || return 0
    [ "$free" -ge "$3" ] || fail "The disk is too full: $free MB are free in $2, and the packages need about $3 MB."
}

make_virtual_environment() {
    find_python
    if [ -e "$VENV" ] && [ -n "$(ls -A "$VENV" 2>/dev/null)" ]; then
        [ -e "$VENV/pyvenv.cfg" ] || fail "$VENV is not empty and no virtual environment; set VENV_DIR to another folder."
        say "The virtual environment in $VENV does not work any more; making it anew."
        rm -rf "$VENV" || fail "$VENV cannot be removed; remove it by hand or set VENV_DIR to another folder."
    fi
    mkdir -p "$VENV" 2>/dev/null || fail "$VENV cannot be made: is the folder writable, the disk not full?" \
        "VENV_DIR names another place for it."
    need_space "$FOUND" "$VENV" "$1"
    say "Making a virtual environment in $VENV with Python $(version_of "$FOUND")."
    "$FOUND" -m venv "$VENV" || fail "The virtual environment could not be made; the lines above say why."
}

# $1: a file of pinned and hashed requirements; $2: megabytes that they take.
prepare_environment() {
    version=$(version_of "$PYTHON") || version=none
    case $version in
    3.11 | 3.12 | 3.13) "$PYTHON" -m pip --version >/dev/null 2>&1 || make_virtual_environment "$2" ;;
    *) make_virtual_environment "$2" ;;
    esac
    hash=$("$PYTHON" -c 'import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], "rb").read()).hexdigest())' "$ROOT/$1")
    stamp=$VENV/.installed-$1
    if [ "$(cat "$stamp" 2>/dev/null)" != "$hash" ]; then
        need_space "$PYTHON" "$VENV" 100
        say "Installing the packages of $1 into $VENV."
        "$PYTHON" -m pip install --require-hashes --requirement "$ROOT/$1" ||
            fail "The packages could not be installed; pip's last lines say why. Is there a network, and room on the disk?"
        printf '%s\n' "$hash" >"$stamp" || fail "$VENV cannot be written; is the disk full?"
    fi
}

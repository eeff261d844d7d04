#!/usr/bin/env bash
# Packs what `gpu.sh` needs where there is neither Java nor a network: a Java runtime, our jars and the libraries that
# models need, without PyTorch's own. Arguments: the archive to be written, and the JNI library's flavour (cu128).
# Fails where it is larger than MOST MiB (28): a machine with a card may take no more than so much.
set -euo pipefail
home=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd -P)
archive=$(realpath -m "${1:?usage: gpu-bundle.sh ARCHIVE.tar.xz [FLAVOUR]}")
flavour=${2:-cu128}
most=${MOST:-28}

# Only these are met by `ask`, `inspect` and `bench model`, `roofline`, `make-checkpoint`.
jars="blipstream-ops blipstream-model-runtime blipstream-schemas blipstream-topology
  api pytorch-engine pytorch-jni tokenizers jna commons-compress gson
  avro jackson-core jackson-databind jackson-annotations jackson-dataformat-yaml
  picocli slf4j-api logback-classic logback-core webp-imageio kafka-clients kafka-streams"
modules=java.base,java.desktop,java.logging,java.management,java.naming,java.sql,java.xml,jdk.management,jdk.unsupported

"$home/blipstream" --version >&2 # builds what is stale
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
java_home=${JAVA_HOME:-$(dirname "$(dirname "$(readlink -f "$(command -v java)")")")}
# Not compressed: the archive's own compression is better.
# Nor most of Swing, in whose module the picture codecs are.
windows='/java.desktop/javax/swing/**$*.class,/java.desktop/javax/swing/plaf/nimbus/*Painter.class'
"$java_home/bin/jlink" --add-modules "$modules" --strip-debug --no-man-pages --no-header-files --compress=0 \
  --exclude-resources "$windows" \
  --output "$work/gpu/java" >&2

mkdir -p "$work/gpu/lib"
cp "$home/ops/target/blipstream-ops.jar" "$work/gpu/lib/"
for name in $jars; do
  for jar in "$home/ops/target/lib/$name"-[0-9]*.jar; do
    if [ -e "$jar" ]; then
      cp "$jar" "$work/gpu/lib/"
    fi
  done
done
# Jars again, of Linux on x86-64 alone and not compressed.
python3 - "$work/gpu/lib" "$flavour" <<'PYTHON'
import os, re, sys, zipfile
folder, flavour = sys.argv[1:]
other = re.compile(r"(osx|win|darwin|windows|freebsd|openbsd|dragonflybsd|sunos|aix|linux-(?!x86.64)[a-z0-9]+|linux/(?!amd64|x86.64)\w+)[-/]?"
                   r".*\.(so|dll|dylib|jnilib|a)$|precxx11|Windows/|Mac/|Linux/(?!x86_64)", re.I)
for name in os.listdir(folder):
    path = os.path.join(folder, name)
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(path + ".new", "w") as new:
        for entry in old.infolist():
            jni = re.match(r"jnilib/linux-x86_64/([^/]+)/", entry.filename)
            wire = re.match(r"org/apache/kafka/common/(message|requests)/", entry.filename)  # no broker is ever talked to
            if wire or other.search(entry.filename) or (jni and jni.group(1) != flavour):
                continue
            new.writestr(entry.filename, old.read(entry))
    os.replace(path + ".new", path)
PYTHON

cat >"$work/gpu/blipstream" <<'LAUNCHER'
#!/usr/bin/env bash
# The command, from the archive. BLIPSTREAM_HOME is the project's folder, for its checkpoint and scenes.
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
export DJL_OFFLINE=true OPT_OUT_TRACKING=true THP_MEM_ALLOC_ENABLE=1 OMP_WAIT_POLICY=PASSIVE
export MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=4194304 MALLOC_TRIM_THRESHOLD_=134217728
exec "$here/java/bin/java" -Xmx4g -XX:+UseG1GC -Djava.awt.headless=true "-Dblipstream.home=${BLIPSTREAM_HOME:-$here}" \
  -cp "$here/lib/*" io.blipstream.ops.cli.Main "$@"
LAUNCHER
chmod +x "$work/gpu/blipstream"

mkdir -p "$(dirname "$archive")"
tar -C "$work" -c gpu | xz -T0 -9 >"$archive"
bytes=$(stat -c %s "$archive")
printf '%s: %d MiB of at most %d\n' "$archive" $(((bytes + (1 << 20) - 1) >> 20)) "$most"
[ "$bytes" -le $((most << 20)) ] || exit 1

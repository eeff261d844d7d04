#!/usr/bin/env bash
# On a machine with an NVIDIA card: this and transformers on the same card, in bf16, with random weights of T5-XL's size,
# and the share of the card's own matrix-multiplication peak. The card, the date and all figures go into files.
#
# NEVER RUN ON A CARD YET: written where none is, and tried there with --device cpu.
#
#   --out DIR        where the files go (default: gpu-figures)
#   --archive FILE   what gpu-bundle.sh packed, where there is no Java; else the project's own command is taken
#   --torch DIR      folder of libtorch's libraries (default: those of python3's torch)
#   --jni FILE       DJL's libdjl_torch.so for that PyTorch, where it is not 2.7.1
#   --size SIZE      of the checkpoint (default: XL)
#   --requests N     (default: 200)
#   --device DEVICE  (default: cuda)
# BENCH_PYTHON names the Python with torch, transformers and pillow (default: python3).
set -euo pipefail
bench=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
home=$(cd "$bench/../.." && pwd -P)
python=${BENCH_PYTHON:-python3}
out=gpu-figures archive= torch= jni= size=XL requests=200 device=cuda
while [ $# -gt 0 ]; do
  case $1 in
    --out) out=$2 ;;
    --archive) archive=$2 ;;
    --torch) torch=$2 ;;
    --jni) jni=$2 ;;
    --size) size=$2 ;;
    --requests) requests=$2 ;;
    --device) device=$2 ;;
    *)
      sed -n '2,15s/^# \{0,1\}//p' "$0" >&2
      exit 2
      ;;
  esac
  shift 2
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$out"

# DJL's JNI fits one PyTorch. It looks for it beside libtorch first, so another one is laid there, among links.
read -r version flavour libraries < <("$python" -c '
import os, torch
cuda = torch.version.cuda
flavour = "cu" + cuda.replace(".", "") if cuda else "cpu"
print(torch.__version__.split("+")[0], flavour, os.path.join(torch.__path__[0], "lib"))')
torch=${torch:-$libraries}
if [ -n "$jni" ]; then
  mkdir "$work/torch"
  ln -s "$torch"/* "$work/torch/"
  cp "$jni" "$work/torch/libdjl_torch.so"
  torch=$work/torch
elif [ "$version" != 2.7.1 ]; then
  echo "gpu.sh: PyTorch here is $version and DJL's JNI is for 2.7.1; --jni names one that fits" >&2
  exit 1
fi
export PYTORCH_LIBRARY_PATH=$torch PYTORCH_VERSION=$version PYTORCH_FLAVOR=$flavour
# What libtorch needs of CUDA lies beside torch, where its wheels put it.
nvidia=$(printf '%s:' "$(dirname "$(dirname "$libraries")")"/nvidia/*/lib)
export LD_LIBRARY_PATH=$torch:$nvidia${LD_LIBRARY_PATH:-}

command=$home/blipstream
if [ -n "$archive" ]; then
  "$python" -m tarfile -e "$archive" "$work" >&2
  chmod +x "$work/gpu/blipstream" "$work/gpu/java/bin/"* "$work/gpu/java/lib/jspawnhelper"
  command=$work/gpu/blipstream
fi
export BENCH_BLIPSTREAM=$command BLIPSTREAM_HOME=$home

dtype=bfloat16 precision=bf16
if [ "$device" = cpu ]; then
  dtype=float32 precision=fp32
fi
{
  date -u +%Y-%m-%dT%H:%MZ
  nvidia-smi --query-gpu=name,memory.total,driver_version --format=csv,noheader 2>/dev/null || echo "no card"
  echo "PyTorch $version $flavour"
} | tee "$out/machine.txt"
"$command" bench make-checkpoint --json --size "$size" --dtype BF16 --into "$work/model" | tee "$out/checkpoint.json"
"$command" inspect "$work/model" --json --device "$device" --precision "$precision" >"$out/inspect.json"
"$command" bench roofline --json --model "$work/model" --device "$device" --precision "$precision" --size 64 |
  tee "$out/roofline.json"
"$python" "$bench/model_vs_transformers.py" --cases base-greedy base-beams --base "$work/model" \
  --base-requests "$requests" --batches 16 64 128 --device "$device" --dtype "$dtype" --out "$out"

# Decodes JPEG files with Pillow as decode-benchmark does with ours: images a second on one thread, and a hash of all pixels.
# Run: python decode.py FILE...
import hashlib
import io
import sys
import time

import PIL
from PIL import Image, features

files = [open(path, "rb").read() for path in sys.argv[1:]]


def decoded(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image.convert("RGB")


pixels = hashlib.sha256()
for data in files:
    pixels.update(decoded(data).tobytes())
seconds = float("inf")
for _ in range(3):
    start = time.perf_counter()
    for data in files:
        decoded(data)
    seconds = min(seconds, time.perf_counter() - start)
print(f"Pillow {PIL.__version__}, libjpeg-turbo {features.version('libjpeg_turbo')}: {len(files)} images, "
      f"{len(files) / seconds:.1f} a second, pixels {pixels.hexdigest()}")

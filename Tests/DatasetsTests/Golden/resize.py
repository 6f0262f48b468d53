# Makes resize.json: small images and what Pillow makes of them. Run: python resize.py > resize.json
import json
import numpy
import PIL
from PIL import Image

CASES = [  # height, width -> height, width
    (32, 32, 24, 24), (28, 28, 32, 32), (32, 32, 48, 48), (5, 4, 3, 7), (7, 9, 1, 1), (20, 6, 9, 5), (9, 8, 4, 8),
]
FILTERS = {"bilinear": Image.Resampling.BILINEAR, "bicubic": Image.Resampling.BICUBIC}
random = numpy.random.default_rng(1)
cases = []
for height, width, new_height, new_width in CASES:
    # Few bits of noise and full contrast, so that rounding and clipping both happen.
    source = random.choice([0, 3, 60, 128, 200, 254, 255], (height, width, 3)).astype(numpy.uint8)
    for name, filter in FILTERS.items():
        result = numpy.asarray(Image.fromarray(source).resize((new_width, new_height), filter))
        cases.append({
            "height": height, "width": width, "newHeight": new_height, "newWidth": new_width,
            "filter": name, "source": source.flatten().tolist(), "result": result.flatten().tolist()})
print(json.dumps({"pillow": PIL.__version__, "cases": cases}, separators=(",", ":")))

# Makes jpeg.json: small JPEG files and the pixels that Pillow gives for them. Run: python jpeg.py > jpeg.json
import base64
import io
import json

import numpy
import PIL
from PIL import Image, features

random = numpy.random.default_rng(2)


def photograph(height, width, channels):
    """Waves with some noise: smooth enough for JPEG, with edges that upsampling has to deal with."""
    y, x = numpy.mgrid[:height, :width]
    planes = [128 + 100 * numpy.sin(x / (2 + k) + k) * numpy.cos(y / (3 + k)) for k in range(channels)]
    noisy = numpy.stack(planes, -1) + random.normal(0, 12, (height, width, channels))
    return numpy.clip(noisy, 0, 255).astype(numpy.uint8)


def encoded(array, mode, **options):
    target = io.BytesIO()
    Image.fromarray(array[..., 0] if mode == "L" else array, mode).save(target, "JPEG", **options)
    return target.getvalue()


exif = Image.Exif()
exif[0x0112] = 6  # To be turned by a viewer; a decoder leaves it as it is.
color = photograph(21, 37, 3)
cases = {
    "4:4:4": encoded(color, "RGB", quality=90, subsampling=0),
    "4:2:2": encoded(color, "RGB", quality=85, subsampling=1),
    "4:2:0": encoded(color, "RGB", quality=75, subsampling=2),
    "progressive": encoded(color, "RGB", quality=75, progressive=True),
    "restart markers": encoded(color, "RGB", quality=60, restart_marker_blocks=2),
    "turned by EXIF": encoded(color, "RGB", exif=exif),
    "stored as RGB": encoded(color, "RGB", keep_rgb=True),
    "grey": encoded(photograph(16, 24, 1), "L", quality=80),
    "CMYK": encoded(photograph(19, 23, 4), "CMYK", quality=90),
    "one pixel": encoded(photograph(1, 1, 3), "RGB"),
}
# libjpeg puts what Adobe's marker says into the file; without the marker the same inks are stored.
marker = cases["CMYK"].index(b"\xff\xee")
cases["CMYK without Adobe's marker"] = cases["CMYK"][:marker] + cases["CMYK"][marker + 16:]
results = []
for name, data in cases.items():
    image = Image.open(io.BytesIO(data)).convert("RGB")
    pixels = numpy.asarray(image)
    results.append({
        "name": name, "jpeg": base64.b64encode(data).decode(), "height": image.height, "width": image.width,
        "pixels": base64.b64encode(pixels.tobytes()).decode()})
versions = {"pillow": PIL.__version__, "libjpeg_turbo": features.version("libjpeg_turbo")}
print(json.dumps(versions | {"cases": results}, separators=(",", ":")))

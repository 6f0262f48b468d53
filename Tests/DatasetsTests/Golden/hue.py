# Makes hue.json: digests of colours whose hue Pillow turned, as torchvision's adjust_hue has it. Run: python hue.py > hue.json
import hashlib
import json
import numpy
import PIL
from PIL import Image

values = numpy.arange(0, 256, 5, dtype=numpy.uint8)  # 52 of each channel, black and full ones among them.
colors = numpy.stack(numpy.meshgrid(values, values, values, indexing="ij"), -1).reshape(52, 52 * 52, 3)
cases = []
for factor in (-0.5, -0.3, -0.1, -0.003, 0.0, 0.004, 0.2, 0.4, 0.5):
    hue, saturation, value = Image.fromarray(colors).convert("HSV").split()
    turned = numpy.array(hue) + numpy.int32(factor * 255).astype(numpy.uint8)
    result = Image.merge("HSV", (Image.fromarray(turned), saturation, value)).convert("RGB")
    cases.append({"factor": factor, "sha256": hashlib.sha256(numpy.asarray(result).tobytes()).hexdigest()})
print(json.dumps({"pillow": PIL.__version__, "cases": cases}, indent=1))

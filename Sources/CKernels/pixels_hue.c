// Hue of pixels, by bytes of hue, saturation and value as Pillow rounds them.

#pragma STDC FP_CONTRACT OFF

#include <math.h>

#include "cpixels.h"
#include "vectors.h"

CK_INLINE uint8_t larger(uint8_t a, uint8_t b) { return a > b ? a : b; }
CK_INLINE uint8_t smaller(uint8_t a, uint8_t b) { return a < b ? a : b; }

// Where a colour that is not grey lies on the circle of hues, in 255ths of it; red is 0.
static uint8_t hue(const uint8_t *pixel, uint8_t most, uint8_t least) {
  const float range = (float)(most - least);
  const float red = (float)(most - pixel[0]) / range;
  const float green = (float)(most - pixel[1]) / range;
  const float blue = (float)(most - pixel[2]) / range;
  float sixths;
  if (pixel[0] == most) sixths = blue - green;
  else if (pixel[1] == most) sixths = (float)(2.0 + red - blue);
  else sixths = (float)(4.0 + green - red);
  const double turns = sixths / 6.0 + 1.0;
  const float circle = (float)(turns >= 1.0 ? turns - 1.0 : turns);
  return (uint8_t)(circle * 255.0);
}

// A colour from its hue and saturation, in 255ths, and its largest channel.
static void write_color(uint8_t hue, uint8_t saturation, uint8_t most, uint8_t *pixel) {
  const double sixths = hue * 6.0 / 255.0;
  const int sector = (int)sixths;
  const float rest = (float)(sixths - sector), share = (float)(saturation / 255.0);
  const uint8_t low = (uint8_t)round(most * (1.0 - share));
  const uint8_t falling = (uint8_t)round(most * (1.0 - share * rest));
  const uint8_t rising = (uint8_t)round(most * (1.0 - share * (1.0 - rest)));
  const uint8_t colors[6][3] = {
      {most, rising, low}, {falling, most, low}, {low, most, rising},
      {low, falling, most}, {rising, low, most}, {most, low, falling},
  };
  for (size_t c = 0; c < 3; c++) pixel[c] = colors[sector % 6][c];
}

void ck_turn_hue(size_t pixels, uint8_t turn, const uint8_t *restrict source, uint8_t *restrict target) {
  for (size_t p = 0; p < 3 * pixels; p += 3) {
    const uint8_t *from = source + p;
    const uint8_t most = larger(from[0], larger(from[1], from[2]));
    const uint8_t least = smaller(from[0], smaller(from[1], from[2]));
    if (most == least) {
      for (size_t c = 0; c < 3; c++) target[p + c] = most;
      continue;
    }
    const uint8_t saturation = (uint8_t)((float)(most - least) / (float)most * 255.0);
    write_color((uint8_t)(hue(from, most, least) + turn), saturation, most, target + p);
  }
}

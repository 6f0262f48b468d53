// The kernels of pixels under the names that CK_NAMED makes, as one file of a single instruction set.

#define ck_resample_scratch CK_NAMED(ck_resample_scratch)
#define ck_resample_columns CK_NAMED(ck_resample_columns)
#define ck_resample_rows CK_NAMED(ck_resample_rows)
#define ck_affine CK_NAMED(ck_affine)
#define ck_widen_pixels CK_NAMED(ck_widen_pixels)
#define ck_map_bytes CK_NAMED(ck_map_bytes)
#define ck_map_floats CK_NAMED(ck_map_floats)
#define ck_histogram CK_NAMED(ck_histogram)
#define ck_luma_sum CK_NAMED(ck_luma_sum)
#define ck_saturate CK_NAMED(ck_saturate)
#define ck_sharpen CK_NAMED(ck_sharpen)
#define ck_mirror CK_NAMED(ck_mirror)
#define ck_box_blur CK_NAMED(ck_box_blur)

#include "../../Sources/CKernels/pixels_affine.c"
#include "../../Sources/CKernels/pixels_color.c"
#include "../../Sources/CKernels/pixels_resample.c"

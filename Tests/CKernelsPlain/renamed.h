// The kernels under the names that CK_NAMED makes, as one file of a single instruction set.

#define ck_accumulate CK_NAMED(ck_accumulate)
#define ck_relu CK_NAMED(ck_relu)
#define ck_relu_backward CK_NAMED(ck_relu_backward)
#define ck_add CK_NAMED(ck_add)
#define ck_add_bias CK_NAMED(ck_add_bias)
#define ck_column_sums CK_NAMED(ck_column_sums)
#define ck_moments CK_NAMED(ck_moments)
#define ck_scale_shift CK_NAMED(ck_scale_shift)
#define ck_batch_norm_sums CK_NAMED(ck_batch_norm_sums)
#define ck_batch_norm_gradient CK_NAMED(ck_batch_norm_gradient)
#define ck_average_pool CK_NAMED(ck_average_pool)
#define ck_average_pool_backward CK_NAMED(ck_average_pool_backward)
#define ck_sgd CK_NAMED(ck_sgd)
#define ck_softmax_cross_entropy CK_NAMED(ck_softmax_cross_entropy)

#include "../../Sources/CKernels/average_pool.c"
#include "../../Sources/CKernels/batch_norm.c"
#include "../../Sources/CKernels/elementwise.c"
#include "../../Sources/CKernels/softmax.c"

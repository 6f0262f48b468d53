// The kernels under the names that CK_NAMED makes, as one file of a single instruction set.

#define ck_accumulate CK_NAMED(ck_accumulate)
#define ck_relu CK_NAMED(ck_relu)
#define ck_relu_backward CK_NAMED(ck_relu_backward)
#define ck_add CK_NAMED(ck_add)
#define ck_all_finite CK_NAMED(ck_all_finite)
#define ck_add_bias CK_NAMED(ck_add_bias)
#define ck_column_sums CK_NAMED(ck_column_sums)
#define ck_moments CK_NAMED(ck_moments)
#define ck_norm_apply CK_NAMED(ck_norm_apply)
#define ck_norm_pool CK_NAMED(ck_norm_pool)
#define ck_norm_image_sums CK_NAMED(ck_norm_image_sums)
#define ck_norm_sums CK_NAMED(ck_norm_sums)
#define ck_norm_gradient CK_NAMED(ck_norm_gradient)
#define ck_average_pool CK_NAMED(ck_average_pool)
#define ck_average_pool_backward CK_NAMED(ck_average_pool_backward)
#define ck_depthwise_forward CK_NAMED(ck_depthwise_forward)
#define ck_depthwise_input_gradient CK_NAMED(ck_depthwise_input_gradient)
#define ck_depthwise_weight_gradient CK_NAMED(ck_depthwise_weight_gradient)
#define ck_sum_of_squares CK_NAMED(ck_sum_of_squares)
#define ck_sgd CK_NAMED(ck_sgd)
#define ck_adam CK_NAMED(ck_adam)
#define ck_lamb_direction CK_NAMED(ck_lamb_direction)
#define ck_descend CK_NAMED(ck_descend)
#define ck_rmsprop CK_NAMED(ck_rmsprop)
#define ck_average CK_NAMED(ck_average)
#define ck_exchange CK_NAMED(ck_exchange)
#define ck_activate CK_NAMED(ck_activate)
#define ck_activate_backward CK_NAMED(ck_activate_backward)
#define ck_layer_norm CK_NAMED(ck_layer_norm)
#define ck_layer_norm_backward CK_NAMED(ck_layer_norm_backward)
#define ck_softmax CK_NAMED(ck_softmax)
#define ck_softmax_backward CK_NAMED(ck_softmax_backward)
#define ck_scale_rows CK_NAMED(ck_scale_rows)
#define ck_channel_scale CK_NAMED(ck_channel_scale)
#define ck_channel_scale_backward CK_NAMED(ck_channel_scale_backward)
#define ck_softmax_cross_entropy CK_NAMED(ck_softmax_cross_entropy)
#define ck_soft_cross_entropy CK_NAMED(ck_soft_cross_entropy)
#define ck_binary_cross_entropy CK_NAMED(ck_binary_cross_entropy)

#include "../../Sources/CKernels/activation.c"
#include "../../Sources/CKernels/average_pool.c"
#include "../../Sources/CKernels/depthwise.c"
#include "../../Sources/CKernels/depthwise_weights.c"
#include "../../Sources/CKernels/elementwise.c"
#include "../../Sources/CKernels/layer_norm.c"
#include "../../Sources/CKernels/losses.c"
#include "../../Sources/CKernels/norm.c"
#include "../../Sources/CKernels/scaling.c"
#include "../../Sources/CKernels/softmax_rows.c"
#include "../../Sources/CKernels/updates.c"

// The elementary functions of one array.
CK_CLONES void CK_NAMED(ck_vector_math)(size_t n, const float *restrict x, float *restrict power,
                                        float *restrict sigmoid, float *restrict tangent,
                                        float *restrict cdf, float *restrict density) {
  for (size_t i = 0; i < n; i++) {
    power[i] = ck_exp(x[i]);
    sigmoid[i] = ck_sigmoid(x[i]);
    tangent[i] = ck_tanh(x[i]);
    cdf[i] = ck_normal_cdf(x[i], density + i);
  }
}

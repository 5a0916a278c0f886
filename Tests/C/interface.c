// Calls every function of the C interface, as it is meant and with everything that a caller can get wrong.
#include <pointspread.h>
#include <inttypes.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int failures;

static void fail(int line, const char *what) {
    fprintf(stderr, "interface.c:%d: %s (last error: %s)\n", line, what, pointspread_error_message());
    failures++;
}

#define EXPECT(condition) \
    do { \
        if (!(condition)) fail(__LINE__, #condition); \
    } while (0)

// The call must fail with the status, for a reason of the form "what: expected …, found …; …" that holds the words.
static void expect_error(int line, pointspread_status found, pointspread_status status, const char *words) {
    const char *message = pointspread_error_message();
    if (found != status) fail(line, "another status was expected");
    if (strstr(message, words) == NULL || strstr(message, ": expected ") == NULL || strstr(message, ", found ") == NULL ||
        strstr(message, "; ") == NULL || strchr(message, '\n') != NULL)
        fail(line, words);
}

#define REFUSED(call, words) expect_error(__LINE__, (call), POINTSPREAD_INVALID_ARGUMENT, (words))
#define REFUSED_TYPE(call, words) expect_error(__LINE__, (call), POINTSPREAD_INVALID_TYPE, (words))

enum { height = 4, width = 5, count = height * width };

static pointspread_layout layout_of(pointspread_element_type type) {
    pointspread_layout layout = POINTSPREAD_LAYOUT;
    layout.element_type = type;
    layout.rank = 2;
    layout.shape[0] = height;
    layout.shape[1] = width;
    return layout;
}

static pointspread_filter *mean_of_three(void) {
    static const double widths[] = {3};
    pointspread_box box = POINTSPREAD_BOX;
    box.width = (pointspread_numbers){widths, 1};
    pointspread_filter *filter = NULL;
    EXPECT(pointspread_filter_box(&box, &filter) == POINTSPREAD_OK);
    return filter;
}

static void check_versions(void) {
    EXPECT(pointspread_version() >> 16 == POINTSPREAD_VERSION_MAJOR);
    EXPECT(pointspread_version() >= (POINTSPREAD_VERSION_MAJOR << 16 | POINTSPREAD_VERSION_MINOR));
    EXPECT(strcmp(pointspread_error_message(), "") == 0);
}

static void check_borders(void) {
    pointspread_border border;
    EXPECT(pointspread_border_named("numpy:reflect", &border) == POINTSPREAD_OK);
    EXPECT(border.before == POINTSPREAD_REFLECT101 && border.after == POINTSPREAD_REFLECT101);
    EXPECT(pointspread_border_named("constant:-2.5", &border) == POINTSPREAD_OK);
    EXPECT(border.before == POINTSPREAD_CONSTANT && border.value_after == -2.5);
    REFUSED(pointspread_border_named("reflect", &border), "which means either");
    REFUSED(pointspread_border_named("", &border), "border");
    REFUSED(pointspread_border_named("\xff\xfe", &border), "border");
    REFUSED(pointspread_border_named(NULL, &border), "null");
    REFUSED(pointspread_border_named("wrap", NULL), "null");
}

static void check_kernels(void) {
    const double weights[] = {1, 2, 3, 4, 5, 6};
    const int64_t extents[] = {2, 3}, anchor[] = {1, 2};
    pointspread_kernel *kernel = NULL;
    EXPECT(pointspread_kernel_create(weights, extents, 2, anchor, &kernel) == POINTSPREAD_OK);
    int64_t numbers[8] = {0};
    double copied[6] = {0};
    EXPECT(pointspread_kernel_rank(kernel) == 2);
    pointspread_kernel_extents(kernel, numbers);
    EXPECT(numbers[0] == 2 && numbers[1] == 3);
    pointspread_kernel_anchor(kernel, numbers);
    EXPECT(numbers[0] == 1 && numbers[1] == 2);
    pointspread_kernel_weights(kernel, copied);
    EXPECT(memcmp(copied, weights, sizeof weights) == 0);
    pointspread_kernel_extents(kernel, NULL);
    pointspread_kernel_anchor(kernel, NULL);
    pointspread_kernel_weights(kernel, NULL);
    pointspread_kernel_free(kernel);

    EXPECT(pointspread_kernel_rank(NULL) == 0);
    pointspread_kernel_extents(NULL, numbers);
    pointspread_kernel_anchor(NULL, numbers);
    pointspread_kernel_weights(NULL, copied);
    pointspread_kernel_free(NULL);
    REFUSED(pointspread_kernel_create(weights, extents, 2, anchor, NULL), "null");
    REFUSED(pointspread_kernel_create(NULL, extents, 2, NULL, &kernel), "null");
    REFUSED(pointspread_kernel_create(weights, NULL, 2, NULL, &kernel), "no address");
    for (int32_t rank = -1; rank <= 0; rank++) REFUSED(pointspread_kernel_create(weights, extents, rank, NULL, &kernel), "extents");
    REFUSED(pointspread_kernel_create(weights, extents, INT32_MIN, NULL, &kernel), "extents");
    const int64_t many[9] = {1, 1, 1, 1, 1, 1, 1, 1, 1}, huge[] = {INT64_MAX, 2}, none[] = {0, 3}, negative[] = {-1, 3};
    REFUSED(pointspread_kernel_create(weights, many, 9, NULL, &kernel), "8 axes");
    REFUSED(pointspread_kernel_create(weights, huge, 2, NULL, &kernel), "2^63");
    REFUSED(pointspread_kernel_create(weights, none, 2, NULL, &kernel), "at least one tap");
    REFUSED(pointspread_kernel_create(weights, negative, 2, NULL, &kernel), "at least one tap");
    const int64_t outside[] = {0, 3}, before[] = {INT64_MIN, 0};
    REFUSED(pointspread_kernel_create(weights, extents, 2, outside, &kernel), "anchor");
    REFUSED(pointspread_kernel_create(weights, extents, 2, before, &kernel), "anchor");
    const double odd[] = {1, NAN, 3, 4, 5, INFINITY};
    REFUSED(pointspread_kernel_create(odd, extents, 2, NULL, &kernel), "finite");

    EXPECT(pointspread_kernel_gaussian(1, 0, 4, -1, POINTSPREAD_SAMPLED, &kernel) == POINTSPREAD_OK);
    pointspread_kernel_extents(kernel, numbers);
    EXPECT(numbers[0] == 9);
    pointspread_kernel_free(kernel);
    REFUSED(pointspread_kernel_gaussian(NAN, 0, 4, -1, POINTSPREAD_SAMPLED, &kernel), "sigma");
    REFUSED(pointspread_kernel_gaussian(1, 5, 4, -1, POINTSPREAD_SAMPLED, &kernel), "order");
    REFUSED(pointspread_kernel_gaussian(1, INT32_MIN, 4, -1, POINTSPREAD_SAMPLED, &kernel), "order");
    REFUSED(pointspread_kernel_gaussian(1, 0, -4, -1, POINTSPREAD_SAMPLED, &kernel), "truncate");
    REFUSED(pointspread_kernel_gaussian(1, 0, 4, -2, POINTSPREAD_SAMPLED, &kernel), "radius");
    REFUSED(pointspread_kernel_gaussian(1, 0, 4, INT64_MAX, POINTSPREAD_SAMPLED, &kernel), "radius");
    REFUSED(pointspread_kernel_gaussian(1, 0, 4, INT64_MIN, POINTSPREAD_SAMPLED, &kernel), "radius");
    REFUSED(pointspread_kernel_gaussian(1, 0, 4, -1, (pointspread_sampling)3, &kernel), "sampling");
    REFUSED(pointspread_kernel_gaussian(1, 0, 4, -1, POINTSPREAD_SAMPLED, NULL), "null");

    EXPECT(pointspread_kernel_box(2.5, &kernel) == POINTSPREAD_OK);
    pointspread_kernel_free(kernel);
    REFUSED(pointspread_kernel_box(0, &kernel), "width");
    REFUSED(pointspread_kernel_box(NAN, &kernel), "width");
    REFUSED(pointspread_kernel_box(INFINITY, &kernel), "width");
    REFUSED(pointspread_kernel_box(3, NULL), "null");
    EXPECT(pointspread_kernel_motion(5, 30, 0, &kernel) == POINTSPREAD_OK);
    pointspread_kernel_free(kernel);
    REFUSED(pointspread_kernel_motion(-5, 30, 0, &kernel), "length");
    REFUSED(pointspread_kernel_motion(5, INFINITY, 0, &kernel), "angle");
    REFUSED(pointspread_kernel_motion(5, 30, 2, &kernel), "direction");
    REFUSED(pointspread_kernel_motion(5, 30, 0, NULL), "null");
    EXPECT(pointspread_kernel_derivative(POINTSPREAD_SOBEL, 0, 1, &kernel) == POINTSPREAD_OK);
    pointspread_kernel_free(kernel);
    REFUSED(pointspread_kernel_derivative((pointspread_derivative_kind)5, 0, 0, &kernel), "kind");
    REFUSED(pointspread_kernel_derivative(POINTSPREAD_SOBEL, 4, 0, &kernel), "size");
    REFUSED(pointspread_kernel_derivative(POINTSPREAD_SOBEL, -3, 1, &kernel), "size");
    REFUSED(pointspread_kernel_derivative(POINTSPREAD_SOBEL, INT64_MAX, 1, &kernel), "size");
    REFUSED(pointspread_kernel_derivative(POINTSPREAD_SOBEL, 3, 0, NULL), "null");
    EXPECT(pointspread_kernel_laplacian(3, &kernel) == POINTSPREAD_OK);
    EXPECT(pointspread_kernel_rank(kernel) == 3);
    pointspread_kernel_free(kernel);
    REFUSED(pointspread_kernel_laplacian(0, &kernel), "rank");
    REFUSED(pointspread_kernel_laplacian(INT32_MAX, &kernel), "rank");
    REFUSED(pointspread_kernel_laplacian(2, NULL), "null");
}

// Every maker of a filter refuses a null pointer for its parameters and its result, and a structure that is too small.
#define CHECK_MAKER(name, NAME) \
    do { \
        pointspread_##name parameters = POINTSPREAD_##NAME; \
        REFUSED(pointspread_filter_##name(NULL, &filter), "null"); \
        REFUSED(pointspread_filter_##name(&parameters, NULL), "null"); \
        parameters.size = sizeof parameters - 1; \
        REFUSED(pointspread_filter_##name(&parameters, &filter), "bytes or more"); \
        parameters.size = 0; \
        REFUSED(pointspread_filter_##name(&parameters, &filter), "bytes or more"); \
        parameters.size = sizeof parameters; \
        parameters.border = (pointspread_borders){NULL, 1}; \
        REFUSED(pointspread_filter_##name(&parameters, &filter), ""); \
        parameters.border = (pointspread_borders){NULL, -1}; \
        REFUSED(pointspread_filter_##name(&parameters, &filter), ""); \
    } while (0)

static void check_filters(void) {
    pointspread_filter *filter = NULL;
    pointspread_filter_free(NULL);
    CHECK_MAKER(gaussian, GAUSSIAN);
    CHECK_MAKER(box, BOX);
    CHECK_MAKER(motion, MOTION);
    CHECK_MAKER(derivative, DERIVATIVE);
    CHECK_MAKER(gradient, GRADIENT);
    CHECK_MAKER(laplacian, LAPLACIAN);
    CHECK_MAKER(unsharp, UNSHARP);
    CHECK_MAKER(difference, DIFFERENCE);
    CHECK_MAKER(correlation, CORRELATION);
    REFUSED(pointspread_filter_convolution(NULL, &filter), "null");

    const double one = 1;
    const int64_t order = 1;
    const pointspread_border no_border = {.before = (pointspread_border_rule)6};
    pointspread_gaussian gaussian = POINTSPREAD_GAUSSIAN;
    REFUSED(pointspread_filter_gaussian(&gaussian, &filter), "sigma");
    gaussian.sigma = (pointspread_numbers){&one, 1};
    gaussian.order = (pointspread_integers){NULL, 2};
    REFUSED(pointspread_filter_gaussian(&gaussian, &filter), "order");
    gaussian.order = (pointspread_integers){&order, 1};
    gaussian.unit = (pointspread_unit)2;
    REFUSED(pointspread_filter_gaussian(&gaussian, &filter), "unit");
    gaussian.unit = POINTSPREAD_SAMPLES;
    gaussian.sampling = (pointspread_sampling)-1;
    REFUSED(pointspread_filter_gaussian(&gaussian, &filter), "sampling");
    gaussian.sampling = POINTSPREAD_DISCRETE;
    gaussian.border = (pointspread_borders){&no_border, 1};
    REFUSED(pointspread_filter_gaussian(&gaussian, &filter), "border");

    pointspread_gradient gradient = POINTSPREAD_GRADIENT;
    gradient.result = (pointspread_gradient_result)3;
    REFUSED(pointspread_filter_gradient(&gradient, &filter), "result");
    gradient.result = POINTSPREAD_MAGNITUDE;
    gradient.kind = (pointspread_derivative_kind)5;
    REFUSED(pointspread_filter_gradient(&gradient, &filter), "kind");

    pointspread_kernel *kernel = NULL, *plane = NULL;
    EXPECT(pointspread_kernel_box(3, &kernel) == POINTSPREAD_OK);
    EXPECT(pointspread_kernel_laplacian(2, &plane) == POINTSPREAD_OK);
    const pointspread_kernel *const kernels[] = {kernel, plane}, *const missing[] = {kernel, NULL};
    pointspread_correlation correlation = POINTSPREAD_CORRELATION;
    REFUSED(pointspread_filter_correlation(&correlation, &filter), "kernels");
    correlation.kernels = kernels;
    correlation.kernel_count = 2;
    REFUSED(pointspread_filter_convolution(&correlation, &filter), "one-dimensional");
    correlation.kernels = missing;
    REFUSED(pointspread_filter_correlation(&correlation, &filter), "null");
    correlation.kernels = &kernels[1];
    correlation.kernel_count = 1;
    correlation.mode = (pointspread_mode)3;
    REFUSED(pointspread_filter_correlation(&correlation, &filter), "mode");
    correlation.mode = POINTSPREAD_FULL;
    EXPECT(pointspread_filter_correlation(&correlation, &filter) == POINTSPREAD_OK);
    // A filter does not need the kernels that it was made of.
    pointspread_kernel_free(kernel);
    pointspread_kernel_free(plane);
    pointspread_layout layout = layout_of(POINTSPREAD_FLOAT64), result = POINTSPREAD_LAYOUT;
    pointspread_plan *plan = NULL;
    EXPECT(pointspread_plan_create(filter, &layout, NULL, &plan) == POINTSPREAD_OK);
    pointspread_filter_free(filter);
    EXPECT(pointspread_plan_result(plan, &result) == POINTSPREAD_OK);
    EXPECT(result.shape[0] == height + 2 && result.shape[1] == width + 2);
    pointspread_plan_free(plan);
}

// A layout that differs in one thing from one that is sound.
#define REFUSED_LAYOUT(change, words) \
    do { \
        pointspread_layout layout = layout_of(POINTSPREAD_FLOAT64); \
        change; \
        REFUSED(pointspread_plan_create(filter, &layout, NULL, &plan), words); \
    } while (0)

static void check_layouts(void) {
    pointspread_filter *filter = mean_of_three();
    pointspread_plan *plan = NULL;
    pointspread_layout sound = layout_of(POINTSPREAD_FLOAT64);
    REFUSED(pointspread_plan_create(NULL, &sound, NULL, &plan), "null");
    REFUSED(pointspread_plan_create(filter, NULL, NULL, &plan), "null");
    REFUSED(pointspread_plan_create(filter, &(pointspread_layout){.size = 8}, NULL, &plan), "bytes or more");
    REFUSED(pointspread_plan_create(filter, &sound, NULL, NULL), "null");

    for (int type = -1; type <= 12; type += 13) {
        sound.element_type = (pointspread_element_type)type;
        REFUSED_TYPE(pointspread_plan_create(filter, &sound, NULL, &plan), "element type");
    }
    REFUSED_LAYOUT(layout.rank = -1, "rank");
    REFUSED_LAYOUT(layout.rank = 9, "rank");
    REFUSED_LAYOUT(layout.rank = INT32_MIN, "rank");
    REFUSED_LAYOUT(layout.shape[0] = -1, "shape");
    REFUSED_LAYOUT(layout.shape[0] = layout.shape[1] = INT64_C(1) << 32, "2^63");
    REFUSED_LAYOUT(layout.strides[0] = 4, "strides");
    REFUSED_LAYOUT((layout.strides[0] = 40, layout.strides[1] = 12), "strides");
    REFUSED_LAYOUT(layout.strides[0] = INT64_MAX - 7, "strides");
    REFUSED_LAYOUT(layout.strides[0] = INT64_MIN, "strides");
    REFUSED_LAYOUT(layout.strides[1] = INT64_C(1) << 60, "strides");
    REFUSED_LAYOUT(layout.axis_count = -1, "axes");
    REFUSED_LAYOUT(layout.axis_count = 3, "axes");
    REFUSED_LAYOUT((layout.axis_count = 1, layout.axes[0] = 2), "axes");
    REFUSED_LAYOUT((layout.axis_count = 1, layout.axes[0] = INT32_MIN), "axes");
    REFUSED_LAYOUT((layout.axis_count = 2, layout.axes[0] = -1, layout.axes[1] = 1), "axes");
    REFUSED_LAYOUT(layout.channel_axis = 2, "channel axis");
    REFUSED_LAYOUT(layout.channel_axis = INT32_MIN, "channel axis");
    REFUSED_LAYOUT((layout.rank = 3, layout.shape[2] = 6), "axes");
    REFUSED_LAYOUT(layout.spacing[0] = -1, "spacing");
    REFUSED_LAYOUT(layout.spacing[1] = NAN, "spacing");
    REFUSED_LAYOUT(layout.halo_before[0] = -1, "halos");
    REFUSED_LAYOUT(layout.halo_after[0] = height + 1, "halos");
    REFUSED_LAYOUT(layout.halo_before[0] = layout.halo_after[0] = INT64_MAX, "halos");
    pointspread_filter_free(filter);
}

static void check_options(void) {
    pointspread_filter *filter = mean_of_three();
    pointspread_layout layout = layout_of(POINTSPREAD_FLOAT64);
    pointspread_plan *plan = NULL;
    pointspread_plan_options options = POINTSPREAD_PLAN_OPTIONS;
    options.size = 1;
    REFUSED(pointspread_plan_create(filter, &layout, &options, &plan), "bytes or more");
    options = (pointspread_plan_options)POINTSPREAD_PLAN_OPTIONS;
    options.tolerance = -1;
    REFUSED(pointspread_plan_create(filter, &layout, &options, &plan), "tolerance");
    options.tolerance = 0;
    const int64_t wrong[][2] = {{8, 8}, {40, 0}, {4, 1}, {16, 8}, {32, -8}, {INT64_MIN, 8}, {INT64_C(1) << 62, 8}};
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        options.result_strides = wrong[i];
        REFUSED(pointspread_plan_create(filter, &layout, &options, &plan), "strides");
    }
    const int64_t sound[][2] = {{40, 8}, {-40, 8}, {8, -32}, {80, 16}, {0, 0}};
    for (size_t i = 0; i < sizeof sound / sizeof sound[0]; i++) {
        options.result_strides = sound[i];
        EXPECT(pointspread_plan_create(filter, &layout, &options, &plan) == POINTSPREAD_OK);
        pointspread_plan_free(plan);
    }
    pointspread_filter_free(filter);
}

static void check_plans(void) {
    pointspread_filter *filter = mean_of_three();
    pointspread_layout layout = layout_of(POINTSPREAD_FLOAT32), result = POINTSPREAD_LAYOUT;
    pointspread_plan *plan = NULL;
    EXPECT(pointspread_plan_create(filter, &layout, NULL, &plan) == POINTSPREAD_OK);
    pointspread_filter_free(filter);

    EXPECT(pointspread_plan_result(plan, &result) == POINTSPREAD_OK);
    EXPECT(result.element_type == POINTSPREAD_FLOAT32 && result.rank == 2 && result.shape[0] == height);
    EXPECT(result.strides[0] == width * 4 && result.strides[1] == 4);
    REFUSED(pointspread_plan_result(plan, NULL), "null");
    REFUSED(pointspread_plan_result(NULL, &result), "null");
    REFUSED(pointspread_plan_result(plan, &(pointspread_layout){.size = 0}), "bytes or more");

    int64_t before = -1, after = -1;
    EXPECT(pointspread_plan_reach(plan, 1, &before, &after) == POINTSPREAD_OK);
    EXPECT(before == 1 && after == 1);
    REFUSED(pointspread_plan_reach(NULL, 0, &before, &after), "null");
    REFUSED(pointspread_plan_reach(plan, 0, NULL, &after), "null");
    REFUSED(pointspread_plan_reach(plan, 0, &before, NULL), "null");
    REFUSED(pointspread_plan_reach(plan, 2, &before, &after), "axis");
    REFUSED(pointspread_plan_reach(plan, -1, &before, &after), "axis");

    typedef size_t (*writer)(const pointspread_plan *, char *, size_t);
    const writer writers[] = {pointspread_plan_words, pointspread_plan_json};
    for (int i = 0; i < 2; i++) {
        size_t needed = writers[i](plan, NULL, 0);
        char *text = malloc(needed);
        EXPECT(text != NULL && writers[i](plan, text, needed) == needed && strlen(text) == needed - 1);
        char cut[5] = "****";
        EXPECT(writers[i](plan, cut, 4) == needed && cut[3] == 0 && memcmp(cut, text, 3) == 0);
        EXPECT(writers[i](plan, cut, 0) == needed && cut[3] == 0);
        EXPECT(writers[i](NULL, cut, sizeof cut) == 0);
        free(text);
    }
    EXPECT(pointspread_plan_seconds(plan) > 0);
    EXPECT(pointspread_plan_seconds(NULL) == 0);

    float input[count + 2], output[count];
    for (int i = 0; i < count + 2; i++) input[i] = (float)(i % 7);
    EXPECT(pointspread_plan_run(plan, input, output, 0) == POINTSPREAD_OK);
    double mean = 0;
    for (int y = 1; y < 4; y++) {
        for (int x = 1; x < 4; x++) mean += input[y * width + x] / 9;
    }
    EXPECT(fabs(output[2 * width + 2] - mean) < 1e-6);
    // In place, and where the two overlap.
    float copy[count + 2];
    memcpy(copy, input, sizeof copy);
    EXPECT(pointspread_plan_run(plan, copy, copy, 2) == POINTSPREAD_OK && memcmp(copy, output, sizeof output) == 0);
    memcpy(copy, input, sizeof copy);
    EXPECT(pointspread_plan_run(plan, copy, copy + 2, 1) == POINTSPREAD_OK);
    EXPECT(memcmp(copy + 2, output, sizeof output) == 0);

    REFUSED(pointspread_plan_run(NULL, input, output, 0), "null");
    REFUSED(pointspread_plan_run(plan, NULL, output, 0), "null");
    REFUSED(pointspread_plan_run(plan, input, NULL, 0), "null");
    REFUSED(pointspread_plan_run(plan, (char *)input + 1, output, 0), "multiple of the 4 bytes");
    REFUSED(pointspread_plan_run(plan, input, (char *)output + 2, 0), "multiple of the 4 bytes");
    REFUSED(pointspread_plan_run(plan, input, output, -1), "threads");
    pointspread_plan_free(NULL);
    pointspread_plan_free(plan);
}

// Backwards, turned and with gaps, in memory that holds not one byte more.
static void check_strides(void) {
    pointspread_filter *filter = mean_of_three();
    pointspread_layout plain = layout_of(POINTSPREAD_UINT16), odd = plain;
    odd.strides[0] = 2;
    odd.strides[1] = -(2 * height + 2);
    const int64_t backwards[] = {-2 * width, -2};
    const pointspread_plan_options options = {.size = sizeof options, .result_strides = backwards};
    pointspread_plan *expecting = NULL, *plan = NULL;
    EXPECT(pointspread_plan_create(filter, &plain, NULL, &expecting) == POINTSPREAD_OK);
    EXPECT(pointspread_plan_create(filter, &odd, &options, &plan) == POINTSPREAD_OK);
    pointspread_filter_free(filter);

    const size_t span = (width - 1) * (height + 1) + height;
    uint16_t *input = malloc(count * sizeof *input), *expected = malloc(count * sizeof *expected);
    uint16_t *turned = calloc(span, sizeof *turned), *output = malloc(count * sizeof *output);
    if (input != NULL && expected != NULL && turned != NULL && output != NULL) {
        uint16_t *first = turned + (width - 1) * (height + 1);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                input[y * width + x] = (uint16_t)(y * 1000 + x * x);
                first[y - x * (height + 1)] = input[y * width + x];
            }
        }
        EXPECT(pointspread_plan_run(expecting, input, expected, 0) == POINTSPREAD_OK);
        EXPECT(pointspread_plan_run(plan, first, output + count - 1, 0) == POINTSPREAD_OK);
        for (int i = 0; i < count; i++) EXPECT(output[count - 1 - i] == expected[i]);
    }
    free(input);
    free(expected);
    free(turned);
    free(output);
    pointspread_plan_free(expecting);
    pointspread_plan_free(plan);
}

static void check_runs(int side) {
    const double sigma = 100;
    pointspread_gaussian gaussian = POINTSPREAD_GAUSSIAN;
    gaussian.sigma = (pointspread_numbers){&sigma, 1};
    pointspread_filter *filter = NULL;
    EXPECT(pointspread_filter_gaussian(&gaussian, &filter) == POINTSPREAD_OK);
    pointspread_layout layout = layout_of(POINTSPREAD_FLOAT64);
    layout.shape[0] = layout.shape[1] = side;
    pointspread_plan *plan = NULL;
    EXPECT(pointspread_plan_create(filter, &layout, NULL, &plan) == POINTSPREAD_OK);
    pointspread_filter_free(filter);
    double *input = calloc((size_t)side * side, sizeof *input), *output = calloc((size_t)side * side, sizeof *output);
    if (plan == NULL || input == NULL || output == NULL) {
        fail(__LINE__, "memory");
        return;
    }
    input[side / 2 * side + side / 2] = 1;

    pointspread_run *run = NULL;
    REFUSED(pointspread_run_start(NULL, input, output, 0, &run), "null");
    REFUSED(pointspread_run_start(plan, input, output, 0, NULL), "null");
    REFUSED(pointspread_run_start(plan, input, output, -1, &run), "threads");
    REFUSED(pointspread_run_wait(NULL, 0), "null");
    pointspread_run_cancel(NULL);
    pointspread_run_free(NULL);

    // What is wrong with the memory is found by the run itself.
    EXPECT(pointspread_run_start(plan, input, (char *)output + 1, 0, &run) == POINTSPREAD_OK);
    pointspread_status status;
    while ((status = pointspread_run_wait(run, 100)) == POINTSPREAD_BUSY) {}
    REFUSED(status, "multiple of the 8 bytes");
    pointspread_run_free(run);

    // A run needs its plan no longer from outside; it can be waited for more than once.
    EXPECT(pointspread_run_start(plan, input, output, 2, &run) == POINTSPREAD_OK);
    while ((status = pointspread_run_wait(run, -5)) == POINTSPREAD_BUSY) {}
    EXPECT(status == POINTSPREAD_OK && pointspread_run_wait(run, 0) == POINTSPREAD_OK);
    EXPECT(output[side / 2 * side + side / 2] > 0);
    pointspread_run_free(run);

    int cancelled = 0;
    // Once it was asked to stop a run stops, and says so, unless it has ended before.
    for (int i = 0; i < 20; i++) {
        EXPECT(pointspread_run_start(plan, input, output, 1 + i % 3, &run) == POINTSPREAD_OK);
        pointspread_run_cancel(run);
        while ((status = pointspread_run_wait(run, 1000)) == POINTSPREAD_BUSY) {}
        EXPECT(status == POINTSPREAD_OK || status == POINTSPREAD_CANCELLED);
        if (status == POINTSPREAD_CANCELLED) EXPECT(strstr(pointspread_error_message(), "a cancellation") != NULL);
        cancelled += status == POINTSPREAD_CANCELLED;
        pointspread_run_free(run);
    }

    // Where threads take turns, as under a tool that looks at every access, each may have ended before.
    EXPECT(cancelled > 0 || side < 1000);

    // Once a run is freed nothing writes to its result any more.
    for (int i = 0; i < 20; i++) {
        EXPECT(pointspread_run_start(plan, input, output, 1 + i % 3, &run) == POINTSPREAD_OK);
        pointspread_run_wait(run, i % 5);
        pointspread_run_free(run);
        memset(output, 0xFF, (size_t)side * side * sizeof *output);
        double *freed = output;
        output = malloc((size_t)side * side * sizeof *output);
        free(freed);
        if (output == NULL) exit(EXIT_FAILURE);
    }
    pointspread_plan_free(plan);
    free(input);
    free(output);
}

static void check_memory(void) {
    // An array that cannot be copied, in place; its memory is never looked at.
    pointspread_filter *filter = mean_of_three();
    pointspread_layout layout = layout_of(POINTSPREAD_FLOAT64);
    layout.shape[0] = INT64_C(1) << 25;
    layout.shape[1] = INT64_C(1) << 31;
    layout.axis_count = 1;
    layout.axes[0] = 1;
    pointspread_plan *plan = NULL;
    EXPECT(pointspread_plan_create(filter, &layout, NULL, &plan) == POINTSPREAD_OK);
    double number = 0;
    expect_error(__LINE__, pointspread_plan_run(plan, &number, &number, 1), POINTSPREAD_OUT_OF_MEMORY, "bytes");
    pointspread_plan_free(plan);
    pointspread_filter_free(filter);
}

static void check_threads(void) {
    int32_t usual = pointspread_threads();
    EXPECT(usual >= 1);
    EXPECT(pointspread_set_threads(3) == POINTSPREAD_OK && pointspread_threads() == 3);
    REFUSED(pointspread_set_threads(-1), "threads");
    EXPECT(pointspread_threads() == 3);
    EXPECT(pointspread_set_threads(0) == POINTSPREAD_OK && pointspread_threads() == usual);
}

int main(int argument_count, char **arguments) {
    // Under a checker of memory long runs take too long.
    int is_small = argument_count > 1 && strcmp(arguments[1], "small") == 0;
    check_versions();
    check_borders();
    check_kernels();
    check_filters();
    check_layouts();
    check_options();
    check_plans();
    check_strides();
    check_runs(is_small ? 100 : 1000);
    check_memory();
    check_threads();
    if (failures > 0) fprintf(stderr, "%d failures\n", failures);
    return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

// PointSpread: linear filters for images, batches and volumes.
//
// The interface for C, and for every language that can call C:
//
//     pointspread_gaussian parameters = POINTSPREAD_GAUSSIAN;
//     const double sigma[] = {2};
//     parameters.sigma = (pointspread_numbers){sigma, 1};
//     pointspread_filter *filter;
//     pointspread_plan *plan;
//     if (pointspread_filter_gaussian(&parameters, &filter) != POINTSPREAD_OK) goto failed;
//
//     pointspread_layout layout = POINTSPREAD_LAYOUT;
//     layout.element_type = POINTSPREAD_FLOAT32;
//     layout.rank = 2;
//     layout.shape[0] = 480;
//     layout.shape[1] = 640;
//     if (pointspread_plan_create(filter, &layout, NULL, &plan) != POINTSPREAD_OK) goto failed;
//     if (pointspread_plan_run(plan, image, result, 0) != POINTSPREAD_OK) goto failed;
//     …
// failed:
//     fprintf(stderr, "%s\n", pointspread_error_message());
//
// Rules that hold everywhere:
//
// - Every function that can fail returns a status, and writes its result only when the status is POINTSPREAD_OK. The reason is
//   one line of UTF-8, which pointspread_error_message() returns.
// - A structure begins with its size, which its initialiser sets: a later version may add members at the end, and knows by the
//   size which of them a caller has. Initialisers give every parameter the value that it has when it is left out.
// - What a function is given by pointer is read during the call and not kept, unless its description says otherwise.
// - A null pointer where something is needed is an error like any other.
// - Filters, plans and kernels never change once they are made: any number of threads may use one at a time. Whatever a
//   `create` or a maker of filters, kernels and runs has returned is given back by the `free` function of its type, which
//   also takes null.
#ifndef POINTSPREAD_H
#define POINTSPREAD_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

// MARK: Version and status

// The version of this interface: programs built for one run with every later one of the same major number.
#define POINTSPREAD_VERSION_MAJOR 1
#define POINTSPREAD_VERSION_MINOR 0

// The version of the library that is loaded: major · 65536 + minor.
uint32_t pointspread_version(void);

// How a call ended.
typedef enum pointspread_status {
    POINTSPREAD_OK = 0,
    // A parameter that has no meaning, or none for this array.
    POINTSPREAD_INVALID_ARGUMENT = 1,
    // A type of element that the filter or the result cannot have.
    POINTSPREAD_INVALID_TYPE = 2,
    // Memory that the system did not give.
    POINTSPREAD_OUT_OF_MEMORY = 3,
    // A run that was cancelled; a part of its result has been written.
    POINTSPREAD_CANCELLED = 4,
    // A run that goes on.
    POINTSPREAD_BUSY = 5
} pointspread_status;

// Why the last call on this thread that failed did so: one line that says what was expected, what was found and what to do.
// Valid until another call fails on the same thread; empty before any has.
const char *pointspread_error_message(void);

// MARK: Arrays

// The largest number of axes.
#define POINTSPREAD_MAXIMUM_RANK 8

// The type of an array's elements, in the processor's own byte order.
typedef enum pointspread_element_type {
    POINTSPREAD_INT8 = 1,
    POINTSPREAD_INT16 = 2,
    POINTSPREAD_INT32 = 3,
    POINTSPREAD_INT64 = 4,
    POINTSPREAD_UINT8 = 5,
    POINTSPREAD_UINT16 = 6,
    POINTSPREAD_UINT32 = 7,
    POINTSPREAD_UINT64 = 8,
    POINTSPREAD_FLOAT16 = 9,
    POINTSPREAD_FLOAT32 = 10,
    POINTSPREAD_FLOAT64 = 11
} pointspread_element_type;

// What a filter must know of an array.
typedef struct pointspread_layout {
    size_t size;
    pointspread_element_type element_type;
    // The number of axes, 0 to 8; the first is the outermost.
    int32_t rank;
    // The size along each axis, halos included.
    int64_t shape[POINTSPREAD_MAXIMUM_RANK];
    // The distance in bytes from one element to the next along each axis, a multiple of the element's size; may be negative.
    // All 0 means no gaps, the last axis fastest.
    int64_t strides[POINTSPREAD_MAXIMUM_RANK];
    // The axes to filter along, a negative one counted from the end. None means all, but for the channel axis; from rank 3 on
    // one of the two must be said.
    int32_t axes[POINTSPREAD_MAXIMUM_RANK];
    int32_t axis_count;
    // The axis of the channels, which no filter runs along; POINTSPREAD_NO_AXIS if there is none.
    int32_t channel_axis;
    // The distance between samples along each axis, in the unit of lengths that are said to be physical; 0 if unknown.
    double spacing[POINTSPREAD_MAXIMUM_RANK];
    // Real neighbours that the array contains at the ends of each axis, beyond the part that is to be filtered.
    int64_t halo_before[POINTSPREAD_MAXIMUM_RANK];
    int64_t halo_after[POINTSPREAD_MAXIMUM_RANK];
    // The index of the first sample, halos left out, in the whole that the array is a part of.
    int64_t origin[POINTSPREAD_MAXIMUM_RANK];
} pointspread_layout;

#define POINTSPREAD_NO_AXIS 2147483647
#define POINTSPREAD_LAYOUT {.size = sizeof(pointspread_layout), .channel_axis = POINTSPREAD_NO_AXIS}

// MARK: Parameters

// One number for all filtered axes, or one for each of them, outermost first.
typedef struct pointspread_numbers {
    const double *values;
    int32_t count;
} pointspread_numbers;

// The same for whole numbers.
typedef struct pointspread_integers {
    const int64_t *values;
    int32_t count;
} pointspread_integers;

// What lies outside the line a b c d.
typedef enum pointspread_border_rule {
    // d c b a | a b c d | d c b a: the native border, which keeps the mean.
    POINTSPREAD_SYMMETRIC = 0,
    // d c b | a b c d | c b a
    POINTSPREAD_REFLECT101 = 1,
    // a a a | a b c d | d d d
    POINTSPREAD_REPLICATE = 2,
    // b c d | a b c d | a b c
    POINTSPREAD_WRAP = 3,
    // v v v | a b c d | v v v
    POINTSPREAD_CONSTANT = 4,
    // Real neighbours, which the halos of the layout hold: nothing outside the array is read.
    POINTSPREAD_SUPPLIED = 5
} pointspread_border_rule;

// The borders at the two ends of an axis.
typedef struct pointspread_border {
    pointspread_border_rule before;
    pointspread_border_rule after;
    // The values of constant borders.
    double value_before;
    double value_after;
} pointspread_border;

// The rule and the value that a name means, on both sides: "replicate", "edge", "numpy:reflect", "constant:0.5" and others. A
// name that means different things to different libraries is an error that says which.
pointspread_status pointspread_border_named(const char *name, pointspread_border *border);

// One border for all filtered axes, or one for each of them, outermost first; none means symmetric.
typedef struct pointspread_borders {
    const pointspread_border *values;
    int32_t count;
} pointspread_borders;

// What lengths are said in, and derivatives taken per: samples, or the unit of the layout's spacing.
typedef enum pointspread_unit {
    POINTSPREAD_SAMPLES = 0,
    POINTSPREAD_PHYSICAL = 1
} pointspread_unit;

// MARK: Kernels

// The weights of a kernel of any dimension, and the tap that meets the output sample.
typedef struct pointspread_kernel pointspread_kernel;

// Makes a kernel from finite weights in row-major order.
//
// extents: the size along each of the rank axes, 1 or more.
// anchor: one index for each axis, or null for extent / 2.
pointspread_status pointspread_kernel_create(
    const double *weights, const int64_t *extents, int32_t rank, const int64_t *anchor,
    pointspread_kernel **kernel);
void pointspread_kernel_free(pointspread_kernel *kernel);

// The number of axes. The other three write the size and the anchor along each axis, and the weights in row-major order: as many
// as the sizes multiply to.
int32_t pointspread_kernel_rank(const pointspread_kernel *kernel);
void pointspread_kernel_extents(const pointspread_kernel *kernel, int64_t *extents);
void pointspread_kernel_anchor(const pointspread_kernel *kernel, int64_t *anchor);
void pointspread_kernel_weights(const pointspread_kernel *kernel, double *weights);

// How the continuous Gaussian becomes taps: sampled at integers, integrated over each sample, or the discrete analogue.
typedef enum pointspread_sampling {
    POINTSPREAD_SAMPLED = 0,
    POINTSPREAD_INTEGRATED = 1,
    POINTSPREAD_DISCRETE = 2
} pointspread_sampling;

// A family of first derivatives; all give 1 on a unit ramp.
typedef enum pointspread_derivative_kind {
    POINTSPREAD_CENTRAL = 0,
    POINTSPREAD_FORWARD = 1,
    POINTSPREAD_SOBEL = 2,
    POINTSPREAD_PREWITT = 3,
    POINTSPREAD_SCHARR = 4
} pointspread_derivative_kind;

// The taps of a Gaussian, or of its derivative of an order from 0 to 4. radius: taps on each side, or -1 for ⌊truncate · σ + ½⌋.
pointspread_status pointspread_kernel_gaussian(
    double sigma, int32_t order, double truncate, int64_t radius, pointspread_sampling sampling,
    pointspread_kernel **kernel);

// The taps of a mean over a width in samples; one that is not whole is centred, its ends lighter.
pointspread_status pointspread_kernel_box(double width, pointspread_kernel **kernel);

// The streak that a point leaves which moves along a straight line: a length in samples, at an angle in degrees counter-clockwise
// from the +x axis as displayed; direction from -1 to 1 says how much more the end that the angle points to counts.
pointspread_status pointspread_kernel_motion(
    double length, double angle, double direction, pointspread_kernel **kernel);

// The taps of a first derivative along its axis (smoothing 0), or those across it (smoothing 1). size 0 is the usual one.
pointspread_status pointspread_kernel_derivative(
    pointspread_derivative_kind kind, int64_t size, int32_t smoothing, pointspread_kernel **kernel);

// The sum of the second differences along each of rank axes.
pointspread_status pointspread_kernel_laplacian(int32_t rank, pointspread_kernel **kernel);

// MARK: Filters

// A linear filter, or a few of them joined.
typedef struct pointspread_filter pointspread_filter;
void pointspread_filter_free(pointspread_filter *filter);

// A Gaussian blur, or a derivative of one.
typedef struct pointspread_gaussian {
    size_t size;
    // The standard deviation, 0 or more, and what it and derivatives are said in.
    pointspread_numbers sigma;
    pointspread_unit unit;
    // How the continuous function becomes taps.
    pointspread_sampling sampling;
    // The order of the derivative, 0 to 4; none means 0.
    pointspread_integers order;
    // Where the Gaussian is cut off, in standard deviations; 4.
    double truncate;
    // The number of taps on each side instead, or -1.
    int64_t radius;
    // The largest error against the ideal, untruncated Gaussian, relative to the largest sample, instead of truncate and
    // radius; or 0.
    double accuracy;
    pointspread_borders border;
} pointspread_gaussian;
#define POINTSPREAD_GAUSSIAN {.size = sizeof(pointspread_gaussian), .truncate = 4, .radius = -1}
pointspread_status pointspread_filter_gaussian(
    const pointspread_gaussian *parameters, pointspread_filter **filter);

// The mean of a box around each sample.
typedef struct pointspread_box {
    size_t size;
    // The width in samples, 1 or more; one that is not whole is centred, its ends lighter.
    pointspread_numbers width;
    pointspread_borders border;
} pointspread_box;
#define POINTSPREAD_BOX {.size = sizeof(pointspread_box)}
pointspread_status pointspread_filter_box(
    const pointspread_box *parameters, pointspread_filter **filter);

// The blur of a straight motion, over two axes: rows and columns.
typedef struct pointspread_motion {
    size_t size;
    // In samples, in degrees counter-clockwise from the +x axis as displayed, and from -1 to 1.
    double length;
    double angle;
    double direction;
    pointspread_borders border;
} pointspread_motion;
#define POINTSPREAD_MOTION {.size = sizeof(pointspread_motion)}
pointspread_status pointspread_filter_motion(
    const pointspread_motion *parameters, pointspread_filter **filter);

// Which outputs a correlation has along each filtered axis, for n samples and k taps.
typedef enum pointspread_mode {
    // One for each sample: n.
    POINTSPREAD_SAME = 0,
    // Wherever the kernel meets at least one sample: n + k - 1.
    POINTSPREAD_FULL = 1,
    // Wherever the kernel meets samples only: n - k + 1.
    POINTSPREAD_VALID = 2
} pointspread_mode;

// A correlation, output x = Σ kernel[j] · input[x + j - anchor], or a convolution: the same with the kernel turned by 180°, its
// anchor turned with it.
typedef struct pointspread_correlation {
    size_t size;
    // One kernel with an axis for each filtered axis, or one-dimensional kernels, one for each filtered axis.
    const pointspread_kernel *const *kernels;
    int32_t kernel_count;
    pointspread_mode mode;
    pointspread_borders border;
} pointspread_correlation;
#define POINTSPREAD_CORRELATION {.size = sizeof(pointspread_correlation)}
pointspread_status pointspread_filter_correlation(
    const pointspread_correlation *parameters, pointspread_filter **filter);
pointspread_status pointspread_filter_convolution(
    const pointspread_correlation *parameters, pointspread_filter **filter);

// The derivative along one axis; the result is float32 for integers.
typedef struct pointspread_derivative {
    size_t size;
    // The axis, a negative one counted from the end.
    int32_t axis;
    // What the derivative is taken per.
    pointspread_unit unit;
    pointspread_derivative_kind kind;
    // The number of taps; 0 is the usual one of the kind: 3, but 2 for forward.
    int64_t taps;
    pointspread_borders border;
} pointspread_derivative;
#define POINTSPREAD_DERIVATIVE {.size = sizeof(pointspread_derivative)}
pointspread_status pointspread_filter_derivative(
    const pointspread_derivative *parameters, pointspread_filter **filter);

// What is made of the derivatives along all filtered axes.
typedef enum pointspread_gradient_result {
    // Each of them: the result has a further axis, the first, with one entry for each filtered axis.
    POINTSPREAD_COMPONENTS = 0,
    // The root of the sum of their squares.
    POINTSPREAD_MAGNITUDE = 1,
    // atan2(∂y, ∂x) in (−π, π], of two axes.
    POINTSPREAD_ORIENTATION = 2
} pointspread_gradient_result;

// The gradient; the result is float32 for integers.
typedef struct pointspread_gradient {
    size_t size;
    pointspread_gradient_result result;
    // What the derivatives are taken per.
    pointspread_unit unit;
    pointspread_derivative_kind kind;
    // The number of taps; 0 is the usual one of the kind: 3, but 2 for forward.
    int64_t taps;
    pointspread_borders border;
} pointspread_gradient;
#define POINTSPREAD_GRADIENT {.size = sizeof(pointspread_gradient), .result = POINTSPREAD_MAGNITUDE}
pointspread_status pointspread_filter_gradient(
    const pointspread_gradient *parameters, pointspread_filter **filter);

// The sum of the second derivatives along all filtered axes; the result is float32 for integers.
typedef struct pointspread_laplacian {
    size_t size;
    // The standard deviation of a Gaussian blur before; -1 for plain second differences. The unit is what it and the derivatives
    // are said in.
    double sigma;
    pointspread_unit unit;
    pointspread_borders border;
} pointspread_laplacian;
#define POINTSPREAD_LAPLACIAN {.size = sizeof(pointspread_laplacian), .sigma = -1}
pointspread_status pointspread_filter_laplacian(
    const pointspread_laplacian *parameters, pointspread_filter **filter);

// Sharpening: x + amount · (x − blur x) where |x − blur x| is above the threshold.
typedef struct pointspread_unsharp {
    size_t size;
    // The standard deviation of the blur.
    pointspread_numbers sigma;
    pointspread_unit unit;
    // How much of the difference is added; 1.
    double amount;
    // The difference that is left alone, in the units of the samples.
    double threshold;
    pointspread_borders border;
} pointspread_unsharp;
#define POINTSPREAD_UNSHARP {.size = sizeof(pointspread_unsharp), .amount = 1}
pointspread_status pointspread_filter_unsharp(
    const pointspread_unsharp *parameters, pointspread_filter **filter);

// The difference of two Gaussian blurs, the narrower minus the wider; the result is float32 for integers.
typedef struct pointspread_difference {
    size_t size;
    double sigma;
    double wider_sigma;
    pointspread_unit unit;
    pointspread_borders border;
} pointspread_difference;
#define POINTSPREAD_DIFFERENCE {.size = sizeof(pointspread_difference)}
pointspread_status pointspread_filter_difference(
    const pointspread_difference *parameters, pointspread_filter **filter);

// MARK: Functions of other frameworks

// An argument of a function of another framework, by the name that the framework has for it.
typedef struct pointspread_argument {
    const char *name;
    // Words, such as the name of a border; null for numbers.
    const char *text;
    // Numbers in row-major order, as many as the sizes along the axes multiply to; one where there are no axes.
    const double *values;
    const int64_t *extents;
    int32_t rank;
} pointspread_argument;

// The filter that a function of another framework stands for, such as "scipy.ndimage.gaussian_filter". Arguments that are left
// out have the framework's defaults; for a name that is not known the error says which there are.
pointspread_status pointspread_filter_convention(
    const char *function, const pointspread_argument *arguments, int32_t count, pointspread_filter **filter);

// The same for functions that make a kernel.
pointspread_status pointspread_kernel_convention(
    const char *function, const pointspread_argument *arguments, int32_t count, pointspread_kernel **kernel);

// Writes all frameworks as a JSON array: name, version, and for each function name, exactness and the evidence for it.
//
// Returns the number of bytes that the whole text needs, the 0 included.
size_t pointspread_conventions_json(char *text, size_t capacity);

// MARK: Plans

// A filter made ready for arrays of one layout.
typedef struct pointspread_plan pointspread_plan;

// How a plan may be run.
typedef struct pointspread_plan_options {
    size_t size;
    // The largest error of a run against its program in exact arithmetic, relative to Σ|taps| · the largest sample; 0 for the
    // program's own arithmetic, bit for bit.
    double tolerance;
    // The strides of the result in bytes, one for each of its axes; null for no gaps, the last axis fastest.
    const int64_t *result_strides;
} pointspread_plan_options;
#define POINTSPREAD_PLAN_OPTIONS {.size = sizeof(pointspread_plan_options)}

// Makes a filter ready for arrays of a layout. options: null for none.
pointspread_status pointspread_plan_create(
    const pointspread_filter *filter, const pointspread_layout *layout,
    const pointspread_plan_options *options, pointspread_plan **plan);
void pointspread_plan_free(pointspread_plan *plan);

// Writes the element type, rank, shape and strides of the result to a layout that has been initialised.
pointspread_status pointspread_plan_result(const pointspread_plan *plan, pointspread_layout *result);

// How many samples beyond both ends of itself a result along an axis of the input is made of: the halo that a part needs.
pointspread_status pointspread_plan_reach(const pointspread_plan *plan, int32_t axis, int64_t *before, int64_t *after);

// Writes the plan in words, or as a JSON object, to a text of so many bytes, which ends with 0 and is cut where it is longer:
// passes, method, reason, memory, operations.
//
// Returns the number of bytes that the whole text needs, the 0 included.
size_t pointspread_plan_words(const pointspread_plan *plan, char *text, size_t capacity);
size_t pointspread_plan_json(const pointspread_plan *plan, char *text, size_t capacity);

// About how long a run on one thread takes, in seconds.
double pointspread_plan_seconds(const pointspread_plan *plan);

// Filters an array.
//
// input, result: the addresses of the elements at index 0 along every axis, in memory of the plan's layouts. Where the two
// overlap, the input is copied first.
// threads: the largest number of threads to use; 0 for pointspread_threads().
pointspread_status pointspread_plan_run(
    const pointspread_plan *plan, const void *input, void *result, int32_t threads);

// MARK: Runs in the background

// A run that goes on while the caller does something else. It holds on to its plan; input and result must stay where they are
// until it is freed.
typedef struct pointspread_run pointspread_run;

// Starts what pointspread_plan_run would do, on a thread of its own.
pointspread_status pointspread_run_start(
    const pointspread_plan *plan, const void *input, void *result, int32_t threads,
    pointspread_run **run);

// Waits for the end of a run, but no longer than so many milliseconds.
//
// Returns POINTSPREAD_BUSY while the run goes on, and then how it ended.
pointspread_status pointspread_run_wait(pointspread_run *run, int32_t milliseconds);

// Asks a run to stop, which it does soon.
void pointspread_run_cancel(pointspread_run *run);

// Cancels a run if it goes on, waits for its end, and gives its memory back.
void pointspread_run_free(pointspread_run *run);

// MARK: Threads

// The largest number of threads that a run uses unless it is told another; at first the processors that this process may use.
int32_t pointspread_threads(void);

// Sets it; 0 for the processors that this process may use.
pointspread_status pointspread_set_threads(int32_t threads);

#ifdef __cplusplus
}
#endif

#endif

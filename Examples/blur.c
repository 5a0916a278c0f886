// Blurs a picture of 480 × 640 bytes by the C interface of PointSpread, and says how.
//
//     cc -std=c11 blur.c -o blur $(pkg-config --cflags --libs pointspread)
#include <pointspread.h>
#include <stdio.h>
#include <stdlib.h>

enum { height = 480, width = 640 };

int main(void) {
    int status = EXIT_FAILURE;
    pointspread_filter *filter = NULL;
    pointspread_plan *plan = NULL;
    unsigned char *picture = malloc((size_t)height * width);
    if (picture == NULL) return status;
    // A white square on black.
    for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) picture[y * width + x] = y >= 200 && y < 280 && x >= 280 && x < 360 ? 255 : 0;
    }

    // What to do: a Gaussian of 4 samples along columns and 2 along rows, with the last sample repeated outside.
    const double sigma[] = {4, 2};
    const pointspread_border border = {.before = POINTSPREAD_REPLICATE, .after = POINTSPREAD_REPLICATE};
    pointspread_gaussian parameters = POINTSPREAD_GAUSSIAN;
    parameters.sigma = (pointspread_numbers){sigma, 2};
    parameters.border = (pointspread_borders){&border, 1};
    if (pointspread_filter_gaussian(&parameters, &filter) != POINTSPREAD_OK) goto end;

    // To what: made once, such a plan can be run on any number of pictures, by any number of threads.
    pointspread_layout layout = POINTSPREAD_LAYOUT;
    layout.element_type = POINTSPREAD_UINT8;
    layout.rank = 2;
    layout.shape[0] = height;
    layout.shape[1] = width;
    if (pointspread_plan_create(filter, &layout, NULL, &plan) != POINTSPREAD_OK) goto end;
    char words[4096];
    pointspread_plan_words(plan, words, sizeof words);
    puts(words);

    // In place, on as many threads as there are processors.
    if (pointspread_plan_run(plan, picture, picture, 0) != POINTSPREAD_OK) goto end;
    printf("centre of the square %d, its edge %d, 10 samples beside it %d\n", picture[240 * width + 320],
           picture[240 * width + 280], picture[240 * width + 270]);
    status = EXIT_SUCCESS;

end:
    if (status != EXIT_SUCCESS) fprintf(stderr, "%s\n", pointspread_error_message());
    pointspread_plan_free(plan);
    pointspread_filter_free(filter);
    free(picture);
    return status;
}

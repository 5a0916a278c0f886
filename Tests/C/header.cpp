// Makes sure that C++ can read the header and call the functions.
#include <pointspread.h>

#include <cstdio>

int main() {
    pointspread_box parameters{};
    parameters.size = sizeof parameters;
    const double width = 3;
    parameters.width.values = &width;
    parameters.width.count = 1;
    pointspread_filter *filter = nullptr;
    if (pointspread_filter_box(&parameters, &filter) != POINTSPREAD_OK) {
        std::fprintf(stderr, "%s\n", pointspread_error_message());
        return 1;
    }
    pointspread_filter_free(filter);
    return pointspread_version() >> 16 == POINTSPREAD_VERSION_MAJOR ? 0 : 1;
}

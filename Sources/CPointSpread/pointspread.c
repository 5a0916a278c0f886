// The functions are written in Swift, in PointSpreadABI; this makes sure that the header can be read by C.
#include "pointspread.h"

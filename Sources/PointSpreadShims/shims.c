#include "pointspread_shims.h"

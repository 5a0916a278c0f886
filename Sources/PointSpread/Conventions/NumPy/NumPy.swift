/// The filters of NumPy, version 2.4.6, and its arithmetic, which SciPy's taps are made with.
public enum NumPy {}

using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Execution;

/// <summary>A tensor that a pass reads or writes, and which of its rows for which rows of the pass.</summary>
/// <param name="Tensor">The tensor.</param>
/// <param name="Writes">Whether anything of it changes.</param>
/// <param name="First">The first row of the tensor for the pass's rows from this one on; may lie above the image.</param>
/// <param name="End">First row of the tensor that no row of the pass before this one touches; may lie below the image.</param>
internal sealed record Use(BatchTensor Tensor, bool Writes, Func<int, int> First, Func<int, int> End)
{
    /// <summary>The rows of the tensor that some rows of the pass touch.</summary>
    /// <param name="own">Rows of the pass, at least one.</param>
    public Rows Touched(Rows own) => new(First(own.First), End(own.End));

    /// <summary>Reads the same rows.</summary>
    /// <param name="tensor">The tensor.</param>
    public static Use Read(BatchTensor tensor) => new(tensor, Writes: false, row => row, row => row);

    /// <summary>Writes the same rows, whether it reads them before or not.</summary>
    /// <param name="tensor">The tensor.</param>
    public static Use Write(BatchTensor tensor) => new(tensor, Writes: true, row => row, row => row);

    /// <summary>Reads or writes a window of rows for each row of its own.</summary>
    /// <param name="tensor">The tensor.</param>
    /// <param name="writes">Whether it writes.</param>
    /// <param name="start">First row of the window of row 0.</param>
    /// <param name="stride">From a window to the next.</param>
    /// <param name="length">Rows of a window.</param>
    public static Use Window(BatchTensor tensor, bool writes, int start, int stride, int length) =>
        new(tensor, writes, row => start + (row * stride), end => start + ((end - 1) * stride) + length);

    /// <summary>Reads all of it at once, its halo too.</summary>
    /// <param name="tensor">The tensor.</param>
    public static Use ReadAll(BatchTensor tensor) => All(tensor, writes: false);

    /// <summary>Writes all of it at once, whether it reads it before or not.</summary>
    /// <param name="tensor">The tensor.</param>
    public static Use WriteAll(BatchTensor tensor) => All(tensor, writes: true);

    private static Use All(BatchTensor tensor, bool writes) =>
        new(tensor, writes, _ => tensor.PaddedRows.First, _ => tensor.PaddedRows.End);
}

using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Kernels;

/// <summary>Sums over the pixels and images of each channel.</summary>
internal static unsafe class ChannelSums
{
    /// <summary>The sums over the images of a group: single precision along a row, double precision over rows and lanes.</summary>
    /// <param name="tensor">Zero in lanes that hold no image.</param>
    /// <param name="group">Which images.</param>
    /// <param name="rows">Which of their rows; the first ones start the sums anew.</param>
    /// <param name="sums">(C).</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Add(BatchTensor tensor, ImageGroup group, Rows rows, Span<double> sums)
    {
        var (width, stride) = (tensor.Width, tensor.ChannelStride);
        var row = tensor.Row(group, rows.First);
        if (rows.First == 0)
            sums.Clear();
        for (var y = rows.First; y < rows.End; y++)
        {
            for (var c = 0; c < sums.Length; c++, row += stride)
            {
                var sum = Vector512<float>.Zero;
                for (var x = 0; x < width; x += Lanes.Count)
                    sum += Vector512.Load(row + x);
                sums[c] += Total(sum);
            }
        }
    }

    private static double Total(Vector512<float> lanes)
    {
        var halves = Vector512.WidenLower(lanes) + Vector512.WidenUpper(lanes);
        var quarters = halves.GetLower() + halves.GetUpper();
        var eighths = quarters.GetLower() + quarters.GetUpper();
        return eighths[0] + eighths[1];
    }
}

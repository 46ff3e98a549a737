using System.Runtime.Intrinsics;

namespace Mnist.Engine.Simd;

/// <summary>Sums over the pixels and images of one channel.</summary>
internal static unsafe class ChannelSums
{
    /// <summary>The sum over the images of a group.</summary>
    /// <param name="tensor">Zero in lanes that hold no image.</param>
    /// <param name="slot">Which images.</param>
    /// <param name="channel">Which channel.</param>
    public static double Sum(LaneTensor tensor, Slot slot, int channel)
    {
        var total = default(LaneTotal);
        for (var y = 0; y < tensor.Shape.Height; y++)
        {
            var row = tensor.Row(slot.Slab, channel, y);
            var sum = Vector512<float>.Zero;
            for (var x = 0; x < tensor.Shape.Width; x++)
                sum += Vector512.Load(row + (x * Lanes.Count));
            total.Add(sum);
        }

        return total.Sum(slot.Active);
    }
}

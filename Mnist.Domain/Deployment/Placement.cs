namespace Mnist.Domain.Deployment;

/// <summary>Puts buffers into one arena: those that are needed at the same time beside each other, others in the same place.</summary>
/// <remarks>
/// In some order of the buffers, each as low as it can lie gives the smallest arena there is: take them by their place in it. Orders are
/// searched, the largest buffers first, until one needs no more than some step holds at once, or after so much work.
/// </remarks>
public static class Placement
{
    /// <summary>Most buffers that are placed in search of a smaller arena: all orders of seven.</summary>
    private const int MostWork = 14_000;

    private const int Alignment = 4;

    /// <summary>Bytes that some step holds at once: no arena is smaller.</summary>
    /// <param name="buffers">Any.</param>
    /// <param name="steps">Steps of the schedule.</param>
    public static long Least(ValueList<LiveBuffer> buffers, int steps)
    {
        var held = new long[steps];
        foreach (var (buffer, live) in buffers)
        {
            var bits = live.ToByteArray();
            for (var t = 0; t < steps; t++)
                held[t] += t / 8 < bits.Length && (bits[t / 8] >> (t % 8)) % 2 == 1 ? buffer.Bytes : 0;
        }

        return Aligned(held.Max(), Alignment);
    }

    /// <summary>The buffers with their offsets, and the size of the arena.</summary>
    /// <param name="buffers">In any order, which is kept.</param>
    /// <param name="least">No arena is smaller.</param>
    public static (ValueList<ArenaBuffer> Buffers, long Bytes) Of(ValueList<LiveBuffer> buffers, long least)
    {
        var order = Enumerable.Range(0, buffers.Count).OrderByDescending(i => buffers[i].Buffer.Bytes).ToArray();
        var meets = buffers.Select(a => buffers.Select(b => !(a.Live & b.Live).IsZero).ToArray()).ToArray();
        var offsets = new long[buffers.Count];
        long[] best = [];
        var (smallest, work) = (long.MaxValue, 0);
        Place(0, 0);
        return (
            buffers.Zip(best, (buffer, offset) => buffer.Buffer with { Offset = offset }).ToValueList(),
            smallest);

        // order[..count] are placed, and reach up to peak.
        void Place(int count, long peak)
        {
            if (count == order.Length)
            {
                (smallest, best) = (Aligned(peak, Alignment), [.. offsets]);
                return;
            }

            for (var next = count; next < order.Length && smallest > least && (work < MostWork || best.Length == 0); next++)
            {
                (order[count], order[next]) = (order[next], order[count]);
                var i = order[count];
                offsets[i] = Lowest(i, count);
                work++;
                var reached = Math.Max(peak, offsets[i] + buffers[i].Buffer.Bytes);
                if (Aligned(reached, Alignment) < smallest)
                    Place(count + 1, reached);
                (order[count], order[next]) = (order[next], order[count]);
            }
        }

        // Above each buffer that is in the way, until none is.
        long Lowest(int i, int count)
        {
            var (own, offset) = (buffers[i].Buffer, 0L);
            for (var next = 0; next < count; next++)
            {
                var other = order[next];
                var end = offsets[other] + buffers[other].Buffer.Bytes;
                if (!meets[i][other] || end <= offset || offset + own.Bytes <= offsets[other])
                    continue;
                (offset, next) = (Aligned(end, own.Alignment), -1);
            }

            return offset;
        }
    }

    private static long Aligned(long offset, int alignment) => (offset + alignment - 1) / alignment * alignment;
}

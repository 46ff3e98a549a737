using Mnist.Engine.Simd.Memory;

namespace Mnist.Engine.Simd.Execution;

/// <summary>Some rows of one pass.</summary>
/// <param name="Pass">Its place among the passes.</param>
/// <param name="Rows">Which rows.</param>
internal readonly record struct Turn(int Pass, Rows Rows);

/// <summary>Passes over the same images in bands: what one pass writes is read by the next while it is in the nearest caches.</summary>
/// <remarks>
/// In each round the passes that wait for no other do one band of their rows, and then each pass, in order, goes as far as the ones before
/// it allow. Two passes that touch a tensor, at least one of them to change it, touch each row in the order of the passes: that holds for
/// reading what was made and for overwriting what was read. What a pass computes does not depend on where its turns end.
/// </remarks>
internal static class Interleaving
{
    /// <summary>The turns of some passes.</summary>
    /// <param name="passes">In the order in which they could run one after the other.</param>
    /// <param name="bands">Number of rounds, at least 1; with one, each pass has one turn.</param>
    public static IEnumerable<Turn> Of(IReadOnlyList<Pass> passes, int bands)
    {
        var done = new int[passes.Count];
        var conflicts = passes.Select((_, i) => Conflicts(passes, i).ToArray()).ToArray();
        for (var band = 1; band <= bands; band++)
        {
            for (var i = 0; i < passes.Count; i++)
            {
                var pass = passes[i];
                var end = conflicts[i].Length == 0 ? (int)Math.Ceiling((double)pass.Rows * band / bands) : pass.Rows;
                while (end > done[i] && !conflicts[i].All(conflict => conflict.Allows(end, done)))
                    end--;
                if (end < pass.Rows)
                    end -= end % pass.Unit;
                if (end <= done[i])
                    continue;
                yield return new(i, new(done[i], end));
                done[i] = end;
            }
        }
    }

    private static IEnumerable<Conflict> Conflicts(IReadOnlyList<Pass> passes, int later) =>
        from earlier in Enumerable.Range(0, later)
        from own in passes[later].Uses
        from other in passes[earlier].Uses
        where own.Tensor == other.Tensor && (own.Writes || other.Writes)
        select new Conflict(own, other, earlier, passes[earlier].Rows);

    /// <summary>A pass that has to stay behind an earlier one.</summary>
    private sealed record Conflict(Use Own, Use Other, int Earlier, int EarlierRows)
    {
        public bool Allows(int end, int[] done) =>
            done[Earlier] == EarlierRows || Math.Min(Own.End(end), Own.Tensor.Shape.Height) <= Other.First(done[Earlier]);
    }
}

namespace Mnist.Engine.Simd.Threads;

/// <summary>One thread's part of work that all threads of a team do.</summary>
/// <param name="Index">In [0, Count).</param>
/// <param name="Count">Number of parts.</param>
internal readonly record struct ThreadPart(int Index, int Count)
{
    /// <summary>Its part of a number of things: from First up to, not including, End.</summary>
    /// <param name="things">How many there are.</param>
    public (int First, int End) RangeOf(int things) =>
        ((int)((long)things * Index / Count), (int)((long)things * (Index + 1) / Count));

    /// <summary>Its part of a number of things that may be more than two thousand million.</summary>
    /// <param name="things">How many there are, at most 2^63 / Count.</param>
    public (long First, long End) RangeOf(long things) => (things * Index / Count, things * (Index + 1) / Count);
}

namespace Mnist.Engine.Simd.Threads;

/// <summary>One member's part of work that is done by all.</summary>
/// <param name="Index">In [0, Count).</param>
/// <param name="Count">Number of parts.</param>
internal readonly record struct Share(int Index, int Count)
{
    /// <summary>Its part of a number of things: from First up to, not including, End.</summary>
    /// <param name="things">How many there are.</param>
    public (int First, int End) Of(int things) =>
        ((int)((long)things * Index / Count), (int)((long)things * (Index + 1) / Count));
}

namespace Mnist.Engine.Simd.Memory;

/// <summary>Rows of an image: from First up to, not including, End.</summary>
/// <param name="First">At least 0.</param>
/// <param name="End">At least First.</param>
internal readonly record struct Rows(int First, int End)
{
    /// <summary>How many there are.</summary>
    public int Count => End - First;
}

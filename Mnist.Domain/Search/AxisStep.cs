namespace Mnist.Domain.Search;

/// <summary>What some layers do to a receptive field along one axis, whatever it was: factors of the jump before them.</summary>
/// <remarks>
/// One window of kernel k, stride s, padding p and dilation d over n positions: r' = r + (k - 1) d J, J' = s J, and the last pixel that
/// position 0 sees moves by ((k - 1) d - p) J (Araujo, Norris and Sim 2019). No position sees beyond what the last position before the
/// window saw. Windows one after the other are a step of the same form.
/// </remarks>
/// <param name="Grows">By how much the field grows.</param>
/// <param name="Reaches">By how much the last pixel that position 0 sees moves.</param>
/// <param name="Jumps">What the jump is multiplied by.</param>
/// <param name="Ends">How far from the last pixel of position 0 the last pixel is that any position sees.</param>
internal readonly record struct AxisStep(long Grows, long Reaches, long Jumps, long Ends)
{
    /// <summary>Largest factor: a field that one of them brings about is larger than any network may have.</summary>
    public const long TooFar = int.MaxValue;

    public static AxisStep Identity { get; } = new(0, 0, 1, TooFar);

    public static AxisStep Window(long positions, long kernel, long stride, long padding, long dilation) =>
        new((kernel - 1) * dilation, ((kernel - 1) * dilation) - padding, stride, positions - 1);

    /// <summary>All positions merged into one.</summary>
    public static AxisStep Merge(long positions) => new(positions - 1, positions - 1, positions, positions - 1);

    /// <summary>Whether windows side by side leave no gap, and position 0 sees a pixel of the image.</summary>
    public static bool LeavesNoGap(long kernel, long stride, long padding, long dilation) =>
        (kernel == 1 ? stride == 1 : dilation == 1 && stride <= kernel) && padding < kernel;

    /// <summary>This step and then another one.</summary>
    public AxisStep Then(in AxisStep next) => new(
        Grows + (Jumps * next.Grows),
        Reaches + (Jumps * next.Reaches),
        Jumps * next.Jumps,
        next.Ends == TooFar ? Ends : Math.Min(Ends, Reaches + (Jumps * next.Ends)));

    /// <summary>The step of a residual block whose branches step so; what it says is seen is never too little.</summary>
    /// <param name="other">The other branch.</param>
    /// <param name="positions">Of the output.</param>
    public AxisStep Union(in AxisStep other, long positions)
    {
        var reaches = Math.Max(Reaches, other.Reaches);
        return new(
            reaches - Math.Min(Reaches - Grows, other.Reaches - other.Grows),
            reaches,
            Math.Max(Jumps, other.Jumps),
            Math.Max(EndOf(positions), other.EndOf(positions)));
    }

    /// <summary>Whether the union with another branch says exactly what is seen: one of them sees at least as far everywhere.</summary>
    public bool IsExactWith(in AxisStep other, long positions)
    {
        var ends = EndOf(positions).CompareTo(other.EndOf(positions));
        return Jumps == other.Jumps && ((Reaches >= other.Reaches && ends >= 0) || (Reaches <= other.Reaches && ends <= 0));
    }

    /// <summary>How far the last of so many positions sees.</summary>
    private long EndOf(long positions) => Math.Min(Ends, Reaches + ((positions - 1) * Jumps));

    public bool IsBounded => Grows <= TooFar && Jumps <= TooFar && Grows - Reaches <= TooFar;
}

/// <summary>What position 0 of an activation sees along one axis.</summary>
/// <param name="Size">Pixels of its receptive field.</param>
/// <param name="Last">The last of them.</param>
/// <param name="Jump">Pixels to the field of the next position.</param>
/// <param name="End">The last pixel that any position sees, or a later one.</param>
internal readonly record struct AxisPlace(long Size, long Last, long Jump, long End)
{
    public static AxisPlace Pixel(long size) => new(1, 0, 1, size - 1);

    public AxisPlace Through(in AxisStep step) => new(
        Size + (step.Grows * Jump),
        Last + (step.Reaches * Jump),
        Jump * step.Jumps,
        Math.Min(End, Last + (step.Ends * Jump)));

    /// <summary>Whether a network may have such a field.</summary>
    public bool IsBounded => Size <= AxisStep.TooFar && Jump <= AxisStep.TooFar && Size - Last - 1 <= AxisStep.TooFar;
}

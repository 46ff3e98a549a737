namespace Mnist.Engine.Quantization;

/// <summary>A real factor as an integer multiplier and a shift: multiplier / 2^shift.</summary>
/// <remarks>
/// TFLite's MultiplyByQuantizedMultiplier in its build with one rounding: the product has 64 bits, half is added, and the shift rounds
/// down, so that halves go up.
/// </remarks>
/// <param name="Multiplier">0, or in [2^30, 2^31).</param>
/// <param name="Shift">In [1, 62].</param>
public readonly record struct Rescaling(int Multiplier, int Shift)
{
    private const int Bits = 31, LeastShift = 1, MostShift = 62;

    /// <summary>The nearest to a factor.</summary>
    /// <param name="factor">Above 0.</param>
    public static Rescaling Of(double factor)
    {
        var exponent = Math.ILogB(factor) + 1;
        var multiplier = (long)Math.Round(Math.ScaleB(factor, Bits - exponent), MidpointRounding.AwayFromZero);
        if (multiplier == 1L << Bits)
            (multiplier, exponent) = (multiplier / 2, exponent + 1);
        var shift = Bits - exponent;
        return shift > MostShift ? new(0, MostShift) : shift < LeastShift ? new(int.MaxValue, LeastShift) : new((int)multiplier, shift);
    }

    /// <summary>The number times the factor, rounded.</summary>
    /// <param name="number">Any sum.</param>
    public long Apply(int number) => (((long)number * Multiplier) + (1L << (Shift - 1))) >> Shift;
}

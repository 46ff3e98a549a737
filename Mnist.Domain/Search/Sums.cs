namespace Mnist.Domain.Search;

/// <summary>Figures of a design that its layers add up to.</summary>
/// <param name="Parameters">Trainable ones.</param>
/// <param name="NonTrainable">Running values of batch normalisations.</param>
/// <param name="Macs">Multiply-adds for one image; cut off just above the most that a network may need.</param>
/// <param name="Activations">Values kept for the backward pass of one image.</param>
/// <param name="Time">Microseconds of an epoch, in thousandths.</param>
/// <param name="Constants">Least bytes of constants on a device: weights and sums' biases, without scales.</param>
internal readonly record struct Sums(long Parameters, long NonTrainable, long Macs, long Activations, long Time, long Constants)
{
    /// <summary>Above every figure of a network, and so small that sums of it do not overflow.</summary>
    public const long TooMany = 1L << 54;

    public static Sums None { get; } = new(TooMany, TooMany, TooMany, TooMany, TooMany, TooMany);

    public static Sums operator +(in Sums a, in Sums b) => new(
        a.Parameters + b.Parameters,
        a.NonTrainable + b.NonTrainable,
        a.Macs + b.Macs,
        a.Activations + b.Activations,
        a.Time + b.Time,
        a.Constants + b.Constants);

    public Sums Least(in Sums other) => new(
        Math.Min(Parameters, other.Parameters),
        Math.Min(NonTrainable, other.NonTrainable),
        Math.Min(Macs, other.Macs),
        Math.Min(Activations, other.Activations),
        Math.Min(Time, other.Time),
        Math.Min(Constants, other.Constants));

    public Sums Most(in Sums other) => new(
        Math.Max(Parameters, other.Parameters),
        Math.Max(NonTrainable, other.NonTrainable),
        Math.Max(Macs, other.Macs),
        Math.Max(Activations, other.Activations),
        Math.Max(Time, other.Time),
        Math.Max(Constants, other.Constants));

    /// <summary>The same with nothing above <see cref="TooMany"/>.</summary>
    public Sums Bounded() => Least(None);
}

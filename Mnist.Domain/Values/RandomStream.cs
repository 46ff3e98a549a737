namespace Mnist.Domain.Values;

/// <summary>What a random stream is drawn for; streams of different purposes are independent.</summary>
public enum RandomPurpose
{
    /// <summary>Initial weights; index is the tensor.</summary>
    InitialWeights,

    /// <summary>Order of the training images; epoch counts.</summary>
    Shuffle,

    /// <summary>Augmentation; index is the image.</summary>
    Augment,

    /// <summary>Dropout masks; epoch is the step, index the layer.</summary>
    Dropout,

    /// <summary>Which training images are held out for validation.</summary>
    Split,

    /// <summary>Synthetic digits; index is the image.</summary>
    Synthetic,

    /// <summary>Which designs of a space are looked at.</summary>
    Search,
}

/// <summary>Random numbers as a function of a key and a counter: no state, so any thread may draw any number in any order.</summary>
/// <remarks>
/// Output i is the SplitMix64 finaliser applied to key + (i + 1) times the golden gamma (Steele, Lea and Flood, OOPSLA 2014), that is,
/// the i-th number of the SplitMix64 generator that starts at the key.
/// </remarks>
/// <param name="Key">Start of the sequence; see <see cref="Of"/>.</param>
public readonly record struct RandomStream(ulong Key)
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15UL;

    /// <summary>The stream of one seed, purpose, epoch and index.</summary>
    /// <param name="seed">The run's seed, any value.</param>
    /// <param name="purpose">What the numbers are for.</param>
    /// <param name="epoch">Any value; 0 where the purpose has no epochs.</param>
    /// <param name="index">Any value; 0 where the purpose has no index.</param>
    public static RandomStream Of(long seed, RandomPurpose purpose, long epoch = 0, long index = 0) => unchecked(
        new(Mix(Mix(Mix(Mix((ulong)seed + GoldenGamma) + (ulong)purpose + GoldenGamma) + (ulong)epoch + GoldenGamma) + (ulong)index)));

    /// <summary>64 random bits.</summary>
    /// <param name="counter">Which number of the stream, from 0.</param>
    public ulong Bits(long counter) => unchecked(Mix(Key + (((ulong)counter + 1) * GoldenGamma)));

    /// <summary>Uniform in [0, 1), a multiple of 2^-53.</summary>
    /// <param name="counter">Which number of the stream, from 0.</param>
    public double Unit(long counter) => (Bits(counter) >> 11) * (1.0 / (1L << 53));

    /// <summary>Uniform from low to high; rounding alone may reach high.</summary>
    /// <param name="counter">Which number of the stream, from 0.</param>
    /// <param name="low">Lower end.</param>
    /// <param name="high">Upper end.</param>
    public double Uniform(long counter, double low, double high) => low + ((high - low) * Unit(counter));

    /// <summary>Uniform integer in [0, bound) by Lemire's multiplication, without its rejection step.</summary>
    /// <remarks>The bias is below bound / 2^64, far below anything a run could show.</remarks>
    /// <param name="counter">Which number of the stream, from 0.</param>
    /// <param name="bound">At least 1.</param>
    public int Below(long counter, int bound) => (int)Math.BigMul(Bits(counter), (ulong)bound, out _);

    /// <summary>Uniform whole number in [0, bound); the bias is below bound / 2^128.</summary>
    /// <param name="counter">Which number of the stream, from 0; it takes two.</param>
    /// <param name="bound">At least 1.</param>
    public UInt128 Below(long counter, UInt128 bound) => new UInt128(Bits(2 * counter), Bits((2 * counter) + 1)) % bound;

    /// <summary>A random order of 0 to count - 1 (Fisher and Yates).</summary>
    /// <param name="count">At least 0.</param>
    public int[] Permutation(int count)
    {
        var order = new int[count];
        for (var i = 0; i < count; i++)
        {
            var j = Below(i, i + 1);
            order[i] = order[j];
            order[j] = i;
        }

        return order;
    }

    private static ulong Mix(ulong z) => unchecked(Xor31(Xor27(Xor30(z) * 0xBF58476D1CE4E5B9UL) * 0x94D049BB133111EBUL));

    private static ulong Xor30(ulong z) => z ^ (z >> 30);

    private static ulong Xor27(ulong z) => z ^ (z >> 27);

    private static ulong Xor31(ulong z) => z ^ (z >> 31);
}
